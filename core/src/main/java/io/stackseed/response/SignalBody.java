package io.stackseed.response;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The JSON that ends a wait condition, a pure function of what was decided: the same input gives
 * the same bytes, so that a repeated PUT changes nothing.
 *
 * <p>The user guide ("Create wait conditions in a CloudFormation template") says of its four fields
 * that the format must be used, and of none that it is optional: so each is always there. It names
 * no limit; the response's 4,096 bytes are kept, and cut for, in the same way.
 */
public final class SignalBody {
  private static final String NO_REASON = "The ingest is complete.";

  private SignalBody() {}

  /**
   * UTF-8 JSON of at most 4,096 bytes. {@code Data} is text for CloudFormation, itself the JSON of
   * the answer's data; <code>{}</code> where that is empty or did not fit.
   *
   * @param uniqueId the same for every repetition: CloudFormation counts signals by it. "An
   *     arbitrary alphanumerical string"
   * @throws IllegalArgumentException if the identifier alone leaves no room
   */
  public static byte[] of(String uniqueId, Answer answer) {
    String id = WellFormed.of(uniqueId);
    return LimitedJson.encode(
        "signal",
        Objects.requireNonNullElse(answer.reason(), NO_REASON),
        answer.data(),
        (reason, data) -> fields(id, answer.status(), reason, data));
  }

  private static Map<String, Object> fields(
      String uniqueId, ResponseStatus status, String reason, Map<String, String> data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Status", signalStatus(status));
    fields.put("Reason", reason);
    fields.put("UniqueId", uniqueId);
    fields.put("Data", LimitedJson.text(data));
    return fields;
  }

  /** A wait condition spells failure in another way than a custom resource. */
  private static String signalStatus(ResponseStatus status) {
    return switch (status) {
      case SUCCESS -> "SUCCESS";
      case FAILED -> "FAILURE";
    };
  }
}
