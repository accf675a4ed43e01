package io.stackseed.cli.validate;

import io.stackseed.item.RejectCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records that cannot become items: how many of which code, and the first of them. */
final class Rejects {
  private final int most;
  private final Map<RejectCode, Long> byCode = new EnumMap<>(RejectCode.class);
  private final List<RejectedRecord> first = new ArrayList<>();
  private @Nullable RejectedRecord veryFirst;
  private long count;

  /** One of them. */
  record RejectedRecord(Place place, RejectCode code, String reason) {}

  /**
   * @param most how many are remembered with their places
   */
  Rejects(int most) {
    this.most = most;
  }

  void add(RejectedRecord rejected) {
    count++;
    if (veryFirst == null) {
      veryFirst = rejected;
    }
    if (first.size() < most) {
      first.add(rejected);
    }
    byCode.merge(rejected.code(), 1L, Long::sum);
  }

  long count() {
    return count;
  }

  /** The first, whether or not any are remembered; null if there is none. */
  @Nullable RejectedRecord veryFirst() {
    return veryFirst;
  }

  List<RejectedRecord> first() {
    return List.copyOf(first);
  }

  /** Their number by code, the most frequent first. */
  Map<RejectCode, Long> byCode() {
    Map<RejectCode, Long> sorted = new LinkedHashMap<>();
    byCode.entrySet().stream()
        .sorted(Map.Entry.<RejectCode, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
