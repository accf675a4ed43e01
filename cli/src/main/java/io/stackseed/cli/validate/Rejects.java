package io.stackseed.cli.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The records that cannot become items: how many for which reason, and the first of them. */
final class Rejects {
  /** What is counted together when there are too many reasons to remember. */
  static final String OTHER_REASONS = "other reasons";

  private static final int MOST_REASONS = 100;

  /** Sizes and offsets, which tell one reject from another but not one reason. */
  private static final Pattern FIGURES = Pattern.compile("(?<![\\w'.])[0-9][0-9,]*(?![\\w'])");

  private final int most;
  private final Map<String, Long> byReason = new HashMap<>();
  private final List<RejectedRecord> first = new ArrayList<>();
  private @Nullable RejectedRecord veryFirst;
  private long count;

  /** One of them. */
  record RejectedRecord(Place place, String reason) {}

  /**
   * @param most how many are remembered with their places
   */
  Rejects(int most) {
    this.most = most;
  }

  void add(Place place, String reason) {
    count++;
    RejectedRecord rejected = new RejectedRecord(place, reason);
    if (veryFirst == null) {
      veryFirst = rejected;
    }
    if (first.size() < most) {
      first.add(rejected);
    }
    String kind = FIGURES.matcher(reason).replaceAll("…");
    boolean isKnown = byReason.containsKey(kind) || byReason.size() < MOST_REASONS;
    byReason.merge(isKnown ? kind : OTHER_REASONS, 1L, Long::sum);
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

  /** Their number by reason, the most frequent first. */
  Map<String, Long> byReason() {
    Map<String, Long> sorted = new LinkedHashMap<>();
    byReason.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
