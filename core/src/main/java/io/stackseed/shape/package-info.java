/**
 * What becomes of an item between its record and the table: which are taken into a sample, and
 * which of their attributes are removed, hashed or set. What a request asks for is frozen once;
 * from then on the same record always comes to the same item. Knows nothing of runs, nor where a
 * key is kept.
 */
@NullMarked
package io.stackseed.shape;

import org.jspecify.annotations.NullMarked;
