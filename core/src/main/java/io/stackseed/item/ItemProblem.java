package io.stackseed.item;

/**
 * Why a table refuses an item.
 *
 * @param reason a short sentence with names from the table's schema but nothing of the item's own
 */
public record ItemProblem(RejectCode code, String reason) {}
