package io.stackseed.worker;

import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import org.jspecify.annotations.Nullable;

/**
 * A chunk whose every record is written or rejected.
 *
 * @param firstReject null if none was
 */
record Loaded(Counts counts, @Nullable FirstReject firstReject) {}
