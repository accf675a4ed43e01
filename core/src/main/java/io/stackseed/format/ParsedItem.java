package io.stackseed.format;

import io.stackseed.item.Item;

/** A record that became an item; whether the table takes it is not yet said. */
public record ParsedItem(long offset, Item item) implements ParsedRecord {}
