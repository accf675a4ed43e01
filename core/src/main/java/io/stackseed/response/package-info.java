/**
 * What CloudFormation is told, and how it gets there: the answer, its one-shot JSON bodies of at
 * most 4,096 bytes (a response, a wait condition's signal), the presigned URL that is a credential,
 * and the PUT. Knows identifiers and an answer that was already decided; it may not know runs,
 * tables or queues, and never decides an outcome.
 *
 * <p>The wire formats are those of CloudFormation's "custom resource response objects" reference
 * and of its user guide's "wait condition signal syntax".
 */
@NullMarked
package io.stackseed.response;

import org.jspecify.annotations.NullMarked;
