package io.stackseed.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * JSON within CloudFormation's 4,096 bytes. What does not fit goes in this order: {@code Data}, as
 * a whole, because half of it would mislead; then the end of {@code Reason}. Identifiers are never
 * cut.
 */
final class LimitedJson {
  private static final int MAX_BYTES = 4_096;

  private static final String CUT = "…";

  /** Left alone, Jackson spends twelve bytes of escapes on a character that UTF-8 has in four. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private LimitedJson() {}

  /** One kind of body, as a function of the two parts of an answer that may be cut. */
  @FunctionalInterface
  interface Form {

    /**
     * Names and values in the order to be written.
     *
     * @param reason empty if there is nothing to say
     * @param data empty if there is none, or none any more
     */
    Map<String, Object> fields(String reason, Map<String, String> data);
  }

  /**
   * UTF-8 JSON of at most 4,096 bytes, a pure function of what is given.
   *
   * @param name what the body is, for the exception's message
   * @param reason empty if there is nothing to say
   * @throws IllegalArgumentException if the identifiers alone leave no room
   */
  static byte[] encode(String name, String reason, Map<String, String> data, Form form) {
    byte[] whole = json(form.fields(reason, data));
    if (whole.length <= MAX_BYTES) {
      return whole;
    }
    byte[] withoutData = json(form.fields(reason, Map.of()));
    if (withoutData.length <= MAX_BYTES) {
      return withoutData;
    }
    int fixedBytes = withoutData.length - encodedBytes(reason);
    int roomBytes = MAX_BYTES - fixedBytes - encodedBytes(CUT);
    if (roomBytes < 0) {
      throw new IllegalArgumentException(
          "The %s's identifiers alone take %,d bytes; CloudFormation takes %,d in all"
              .formatted(name, fixedBytes, MAX_BYTES));
    }
    return json(form.fields(prefix(reason, roomBytes) + CUT, Map.of()));
  }

  /** JSON without any space, for a field that holds text. */
  static String text(Map<String, String> data) {
    return new String(json(data), StandardCharsets.UTF_8);
  }

  /** The longest one of whole code points that fits. */
  private static String prefix(String text, int roomBytes) {
    int end = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      roomBytes -= encodedBytes(text.substring(end, next));
      if (roomBytes < 0) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }

  /** The size inside a JSON string: escapes count as written. */
  private static int encodedBytes(String text) {
    return json(text).length - 2;
  }

  private static byte[] json(Object mapOrString) {
    try {
      return JSON.writeValueAsBytes(mapOrString);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Text did not become JSON", e);
    }
  }
}
