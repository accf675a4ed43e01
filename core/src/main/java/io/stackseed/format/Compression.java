package io.stackseed.format;

/** How an object's bytes are compressed. */
public enum Compression {
  NONE
}
