package io.stackseed.worker;

import io.stackseed.run.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * How far the loading of a chunk came. No call is under way.
 *
 * @param soFar all that is settled
 * @param throttledCalls calls of which any item was not taken, this time
 * @param halt why there is more to load; null if all of it is loaded
 */
record Loading(Continuation soFar, long throttledCalls, @Nullable Halt halt) {}
