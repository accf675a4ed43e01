package io.stackseed.item;

/**
 * A rule that an item breaks.
 *
 * @param reason a short sentence with names from the table's schema but nothing of the item's own
 */
public record Problem(RejectCode code, String reason) {}
