package io.stackseed.format;

import io.stackseed.item.RejectCode;

/**
 * A record that cannot become an item.
 *
 * @param reason a short phrase without item data; byte offsets in it are the object's
 */
public record Reject(long offset, RejectCode code, String reason) implements ParsedRecord {}
