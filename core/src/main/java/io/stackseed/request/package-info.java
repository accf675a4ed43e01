/**
 * What was asked: the message on the topic, the contract of {@code Custom::DataIngest}, and the
 * identities derived from both. Reads no service and knows nothing of runs in progress.
 */
@NullMarked
package io.stackseed.request;

import org.jspecify.annotations.NullMarked;
