package io.stackseed.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.stackseed.item.RejectCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** One record's bytes to an item or a reject. */
final class JsonRecordParser {

  /** Far past what an item may have, so that a value a little too deep still shows its end. */
  private static final int MAX_TOKEN_DEPTH = 1000;

  /**
   * Lengths are bounded by the record's own. Without charset detection the input is UTF-8: UTF-16
   * is an error, not a surprise.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_TOKEN_DEPTH)
                  .maxStringLength(RecordBytes.MAX_RECORD_BYTES)
                  .maxNameLength(RecordBytes.MAX_RECORD_BYTES)
                  .maxNumberLength(RecordBytes.MAX_RECORD_BYTES)
                  .maxDocumentLength(RecordBytes.MAX_RECORD_BYTES)
                  .build())
          .build();

  private JsonRecordParser() {}

  /**
   * Reads a record that is to be exactly one JSON object. Whether it is Unicode comes first: if
   * not, it is a reject, whatever else is wrong with it.
   *
   * @param offset the first byte's in the object
   * @return a reject for JSON that cannot be an item, and for what is not Unicode
   * @throws BrokenJsonException if the bytes are not exactly one JSON value
   */
  static ParsedRecord parse(JsonDialect dialect, RecordBytes bytes, long offset)
      throws BrokenJsonException {
    int invalid = Utf8Validation.firstInvalid(bytes.array(), bytes.length());
    if (invalid >= 0) {
      return new Reject(offset, RejectCode.NOT_UTF8, at("not valid UTF-8", offset + invalid));
    }
    int lone = SurrogateEscapes.firstLone(bytes.array(), bytes.length());
    if (lone >= 0) {
      return new Reject(
          offset, RejectCode.LONE_SURROGATE, at("a lone surrogate is escaped", offset + lone));
    }
    try (JsonParser parser = tokens(bytes)) {
      return parse(dialect, parser, bytes, offset);
    } catch (JsonProcessingException e) {
      throw broken(e, offset, bytes.length());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** The record's tokens, whatever they mean. */
  static JsonParser tokens(RecordBytes bytes) throws IOException {
    return FACTORY.createParser(bytes.array(), 0, bytes.length());
  }

  private static ParsedRecord parse(
      JsonDialect dialect, JsonParser parser, RecordBytes bytes, long offset)
      throws IOException, BrokenJsonException {
    try {
      return parseValue(dialect, parser, bytes, offset);
    } catch (StreamConstraintsException e) {
      boolean deep = parser.getParsingContext().getNestingDepth() > MAX_TOKEN_DEPTH;
      return deep
          ? new Reject(offset, RejectCode.TOO_DEEP, JsonItemReader.TOO_DEEP)
          : new Reject(
              offset, RejectCode.NAMES_TOO_ALIKE, "its names take too long to be told apart");
    }
  }

  private static ParsedRecord parseValue(
      JsonDialect dialect, JsonParser parser, RecordBytes bytes, long offset)
      throws IOException, BrokenJsonException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new BrokenJsonException(offset, "there is no value");
    }
    ParsedRecord parsed =
        first == JsonToken.START_OBJECT
            ? dialect.readItem(parser, bytes, offset)
            : notAnObject(parser, first, offset);
    if (parser.nextToken() != null) {
      long more = offset + parser.currentTokenLocation().getByteOffset();
      throw new BrokenJsonException(more, at("more than one value: the next begins", more));
    }
    return parsed;
  }

  private static Reject notAnObject(JsonParser parser, JsonToken first, long offset)
      throws IOException {
    parser.skipChildren();
    return new Reject(offset, RejectCode.NOT_AN_OBJECT, "not a JSON object but " + kind(first));
  }

  private static String kind(JsonToken first) {
    return switch (first) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case START_OBJECT, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("a value cannot begin with " + first);
    };
  }

  /** Jackson's own messages quote the text, which may be anyone's. */
  private static BrokenJsonException broken(JsonProcessingException e, long offset, int length) {
    if (e instanceof JsonEOFException) {
      return new BrokenJsonException(
          offset + length, at("it ends in the middle of a value", offset + length));
    }
    long near = offset + Math.min(length, Math.max(0, e.getLocation().getByteOffset()));
    return new BrokenJsonException(near, at("unexpected character", near));
  }

  static String at(String what, long offset) {
    return String.format(Locale.ENGLISH, "%s at byte %,d", what, offset);
  }
}
