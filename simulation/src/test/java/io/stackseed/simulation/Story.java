package io.stackseed.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened, step by step, to be read by a person; silent unless it is told. */
final class Story {
  private final boolean told;
  private final Instant start;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> names = new LinkedHashMap<>();

  private Story(boolean told, Instant start) {
    this.told = told;
    this.start = start;
  }

  static Story silent() {
    return new Story(false, Instant.EPOCH);
  }

  static Story told(Instant start) {
    return new Story(true, start);
  }

  /** Ask before composing what is told. */
  boolean isTold() {
    return told;
  }

  /** From now on the id is written like this. */
  void name(String id, String name) {
    if (told) {
      names.putIfAbsent(id, name);
    }
  }

  /**
   * Tells a step.
   *
   * @param who null for what happens by itself
   */
  void tell(Instant when, @Nullable Object who, String what) {
    if (!told) {
      return;
    }
    Duration since = Duration.between(start, when);
    String line =
        String.format(
            Locale.ROOT,
            "%d:%02d:%02d.%03d  %-14s %s",
            since.toHours(),
            since.toMinutesPart(),
            since.toSecondsPart(),
            since.toMillisPart(),
            who == null ? "" : who,
            what);
    for (Map.Entry<String, String> named : names.entrySet()) {
      line = line.replace(named.getKey(), named.getValue());
    }
    text.append(line).append('\n');
  }

  /** The whole of it. */
  String text() {
    return text.toString();
  }
}
