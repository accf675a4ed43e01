package io.stackseed.item;

/** The types a key attribute can have, by DynamoDB's own letters: string, number, binary. */
public enum KeyType {
  S,
  N,
  B
}
