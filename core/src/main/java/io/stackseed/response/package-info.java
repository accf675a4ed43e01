/**
 * What CloudFormation is told, and how it gets there: the answer, its one-shot JSON body of at most
 * 4,096 bytes, the presigned URL that is a credential, and the PUT. Knows identifiers and an answer
 * that was already decided; it may not know runs, tables or queues, and never decides an outcome.
 *
 * <p>The wire format is CloudFormation's "custom resource response objects" reference.
 */
@NullMarked
package io.stackseed.response;

import org.jspecify.annotations.NullMarked;
