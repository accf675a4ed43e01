/**
 * The run: its record, its progress, the decision that ends it, and the store that holds them. All
 * decisions are pure functions; only {@link io.stackseed.run.Completion} carries them out. Knows
 * nothing of DynamoDB.
 */
@NullMarked
package io.stackseed.run;

import org.jspecify.annotations.NullMarked;
