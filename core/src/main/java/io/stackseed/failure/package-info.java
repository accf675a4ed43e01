/**
 * What a user is told when something of theirs cannot be done: one sealed type, one wording each.
 * Knows nothing of requests, runs or services.
 */
@NullMarked
package io.stackseed.failure;

import org.jspecify.annotations.NullMarked;
