package io.stackseed.item;

/**
 * Why a record cannot become an item, in one word by which a reject report is filtered. Names are
 * stable: new ones may be added, none changes its meaning. What a code covers in one record is said
 * by the reject's reason.
 */
public enum RejectCode {
  /** The record is not exactly one JSON value. */
  NOT_JSON,
  /** The record is not as RFC 4180 has it: a lone carriage return, a quote in the wrong place. */
  NOT_CSV,
  /** The record is not one struct of Ion, with the item in it as DynamoDB's export has it. */
  NOT_ION,
  /** A byte sequence is not UTF-8. */
  NOT_UTF8,
  /** An escape gives half a surrogate pair, which no UTF-8 can hold. */
  LONE_SURROGATE,
  /** The record is JSON, but no object. */
  NOT_AN_OBJECT,
  /** A name appears twice in one object. */
  DUPLICATE_NAME,
  /** An object's names are made to collide, so that telling them apart takes too long. */
  COLLIDING_NAMES,
  /** DynamoDB does not hold the number. */
  NUMBER,
  /** A binary value is not Base64. */
  NOT_BASE64,
  /**
   * A value of DynamoDB JSON is not one type's descriptor with what that type holds, or one of Ion
   * is of a type that DynamoDB does not have.
   */
  TYPED_VALUE,
  /** A record has more or fewer fields than the header. */
  FIELD_COUNT,
  /** A CSV field's text is no value of the type it is to have. */
  FIELD_TYPE,
  /** Values are nested too deep. */
  TOO_DEEP,
  /** The record is longer than what is read of one. */
  RECORD_TOO_LONG,
  /** The attribute that is sampled by is missing, or is no text, number or binary value. */
  SAMPLE_BY,
  /** A path of Remove, Hash or Set goes into a value that is no map. */
  NOT_A_MAP,
  /** A key attribute of the table is missing. */
  KEY_MISSING,
  /** A key attribute of the table or an index has another type than its schema says. */
  KEY_TYPE,
  /** A key attribute of the table or an index is empty. */
  KEY_EMPTY,
  /** A key attribute of the table or an index is longer than a key may be. */
  KEY_TOO_LONG,
  /** An attribute's name is empty. */
  NAME_EMPTY,
  /** An attribute's name is longer than a name may be. */
  NAME_TOO_LONG,
  /** A set has no element. */
  SET_EMPTY,
  /** A set has an element twice. */
  SET_DUPLICATE,
  /** The item is larger than an item may be. */
  ITEM_TOO_LARGE,
  /** The table refused the item for a reason that only it knows. */
  REFUSED
}
