package io.stackseed.item;

/** What becomes of an item whose key is in the table already. */
public enum WriteMode {
  /** Ours takes its place. */
  OVERWRITE,
  /** It stays as it is. */
  SKIP_EXISTING
}
