package io.stackseed.local.stack;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A schedule's {@code rate(…)}, in minutes. */
record Rate(long minutes) {

  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

  static Rate parse(String expression) {
    Matcher matcher = RATE.matcher(expression);
    if (!matcher.matches()) {
      throw new ResourceFailedException(
          "ScheduleExpression '" + expression + "' is not supported, only rate(…)");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "hour" -> new Rate(count * 60);
      case "day" -> new Rate(count * 60 * 24);
      default -> new Rate(count);
    };
  }

  Duration period(Duration minute) {
    return minute.multipliedBy(minutes);
  }
}
