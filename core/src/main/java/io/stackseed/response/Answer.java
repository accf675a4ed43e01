package io.stackseed.response;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What CloudFormation is told, decided once and then only repeated.
 *
 * <p>Lone surrogates become U+FFFD here, before the answer is stored, so that an answer read back
 * from storage is the one that was decided.
 *
 * @param reason shown in the stack's events; null only when there is nothing to say about a
 *     SUCCESS. A blank one is filled when FAILED, because CloudFormation refuses an empty {@code
 *     Reason}, and otherwise dropped
 * @param data the attributes that {@code Fn::GetAtt} reads; sorted by name, because storage keeps
 *     no order and each PUT must have the same bytes
 */
public record Answer(ResponseStatus status, @Nullable String reason, Map<String, String> data) {
  private static final String NO_REASON =
      "The ingest failed and no reason was recorded. See the logs of the ingest functions.";

  public Answer {
    reason = normalReason(status, reason);
    data = sorted(data);
  }

  public static Answer success(Map<String, String> data) {
    return new Answer(ResponseStatus.SUCCESS, null, data);
  }

  public static Answer failed(String reason) {
    return new Answer(ResponseStatus.FAILED, reason, Map.of());
  }

  private static @Nullable String normalReason(ResponseStatus status, @Nullable String reason) {
    if (reason != null && !reason.isBlank()) {
      return WellFormed.of(reason);
    }
    return switch (status) {
      case FAILED -> NO_REASON;
      case SUCCESS -> null;
    };
  }

  private static Map<String, String> sorted(Map<String, String> data) {
    Map<String, String> sorted = new TreeMap<>();
    data.forEach((name, value) -> sorted.put(WellFormed.of(name), WellFormed.of(value)));
    return Collections.unmodifiableMap(sorted);
  }
}
