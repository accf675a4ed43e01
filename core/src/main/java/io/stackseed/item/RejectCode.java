package io.stackseed.item;

/**
 * Why a record cannot become an item of its table, as a word that programs can rely on: a code is
 * never renamed, nor given another meaning. The reason beside it is for people and may change.
 */
public enum RejectCode {
  /** The bytes are not UTF-8. */
  NOT_UTF8,
  /** Half of a surrogate pair is escaped, which no UTF-8 text can hold. */
  LONE_SURROGATE,
  /** Not exactly one JSON value. */
  NOT_JSON,
  /** JSON, but not an object. */
  NOT_AN_OBJECT,
  /** A name appears twice in one object. */
  DUPLICATE_NAME,
  /** The names of an object are so alike, and so many, that telling them apart takes too long. */
  NAMES_TOO_ALIKE,
  /** A number that DynamoDB does not take: too many digits, or out of its range. */
  NUMBER,
  /** Nested deeper than DynamoDB allows. */
  TOO_DEEP,
  /** The record is longer than any that is read. */
  TOO_LONG,
  /** A value does not have the form that DynamoDB's own JSON gives its type. */
  DYNAMODB_TYPE,
  /** Not CSV as RFC 4180 has it. */
  NOT_CSV,
  /** More or fewer fields than the header has. */
  FIELD_COUNT,
  /** A field's text is no value of its column's type. */
  FIELD_TYPE,
  /** A key attribute of the table is missing. */
  KEY_MISSING,
  /** A key attribute, of the table or an index, has another type than its schema wants. */
  KEY_TYPE,
  /** A key attribute, of the table or an index, is empty. */
  KEY_EMPTY,
  /** A key attribute, of the table or an index, is longer than DynamoDB allows. */
  KEY_TOO_LONG,
  /** An attribute's name is empty or too long. */
  ATTRIBUTE_NAME,
  /** A set is empty, or has an element twice. */
  SET,
  /** The item is larger than DynamoDB allows. */
  ITEM_TOO_LARGE
}
