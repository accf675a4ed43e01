/**
 * What the table gets: items and their values as DynamoDB defines them, its rules and limits, and
 * its notion of equal keys. Knows nothing of where an item came from, nor of any SDK.
 */
@NullMarked
package io.stackseed.item;

import org.jspecify.annotations.NullMarked;
