package io.stackseed.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response's JSON, a pure function of what was decided: the same input gives the same bytes, so
 * that a repeated PUT changes nothing.
 *
 * <p>CloudFormation takes 4,096 bytes and no more. What does not fit goes in this order: {@code
 * Data}, as a whole, because half of it would mislead; then the end of {@code Reason}. Identifiers
 * are never cut.
 */
public final class ResponseBody {
  static final int MAX_BYTES = 4_096;

  private static final String CUT = "…";

  /** Left alone, Jackson spends twelve bytes of escapes on a character that UTF-8 has in four. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private ResponseBody() {}

  /**
   * UTF-8 JSON of at most 4,096 bytes.
   *
   * @throws IllegalArgumentException if the identifiers alone leave no room
   */
  public static byte[] of(ResponseIdentity identity, Answer answer) {
    String reason = answer.reason();
    byte[] whole = encode(identity, answer.status(), reason, answer.data());
    if (whole.length <= MAX_BYTES) {
      return whole;
    }
    byte[] withoutData = encode(identity, answer.status(), reason, Map.of());
    if (withoutData.length <= MAX_BYTES) {
      return withoutData;
    }
    if (reason == null) {
      throw noRoom(withoutData.length);
    }
    int fixedBytes = withoutData.length - encodedBytes(reason);
    return encode(identity, answer.status(), cut(reason, fixedBytes), Map.of());
  }

  private static byte[] encode(
      ResponseIdentity identity,
      ResponseStatus status,
      @Nullable String reason,
      Map<String, String> data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Status", status.name());
    if (reason != null) {
      fields.put("Reason", reason);
    }
    fields.put("PhysicalResourceId", identity.physicalResourceId());
    fields.put("StackId", identity.stackId());
    fields.put("RequestId", identity.requestId());
    fields.put("LogicalResourceId", identity.logicalResourceId());
    if (!data.isEmpty()) {
      fields.put("Data", data);
    }
    return json(fields);
  }

  /** The longest prefix of whole code points that fits together with the mark of the cut. */
  private static String cut(String reason, int fixedBytes) {
    int roomBytes = MAX_BYTES - fixedBytes - encodedBytes(CUT);
    if (roomBytes < 0) {
      throw noRoom(fixedBytes);
    }
    int end = 0;
    while (end < reason.length()) {
      int next = reason.offsetByCodePoints(end, 1);
      roomBytes -= encodedBytes(reason.substring(end, next));
      if (roomBytes < 0) {
        break;
      }
      end = next;
    }
    return reason.substring(0, end) + CUT;
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

  private static IllegalArgumentException noRoom(int sizeBytes) {
    return new IllegalArgumentException(
        "The response's identifiers alone take %,d bytes; CloudFormation takes %,d in all"
            .formatted(sizeBytes, MAX_BYTES));
  }
}
