package io.stackseed.format;

/**
 * A record that cannot become an item.
 *
 * @param reason a short phrase without item data; byte offsets in it are the object's
 */
public record Reject(long offset, String reason) implements ParsedRecord {}
