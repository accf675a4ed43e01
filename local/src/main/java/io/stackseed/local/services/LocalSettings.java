package io.stackseed.local.services;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the embedded account is like.
 *
 * @param region the one region there is
 * @param accountId twelve digits; in every ARN and queue URL
 * @param asynchronousRetries the wait before each further try of an asynchronous invocation that
 *     failed; Lambda waits one minute, then two
 * @param maximumPollers how many messages or batches of one event source mapping are in work at
 *     once, whatever its {@code MaximumConcurrency} says: one machine is not a cloud
 * @param scheduleMinute how long a minute of a schedule's {@code rate(…)} lasts
 */
public record LocalSettings(
    String region,
    String accountId,
    List<Duration> asynchronousRetries,
    int maximumPollers,
    Duration scheduleMinute) {

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  public LocalSettings {
    if (region.isBlank()) {
      throw new IllegalArgumentException("region is empty");
    }
    if (!ACCOUNT.matcher(accountId).matches()) {
      throw new IllegalArgumentException("accountId '" + accountId + "' is not twelve digits");
    }
    if (maximumPollers < 1) {
      throw new IllegalArgumentException("maximumPollers " + maximumPollers + " is below 1");
    }
    if (scheduleMinute.isNegative() || scheduleMinute.isZero()) {
      throw new IllegalArgumentException("scheduleMinute " + scheduleMinute + " is not positive");
    }
    asynchronousRetries = List.copyOf(asynchronousRetries);
  }

  /** An account in Ireland with Lambda's own waits. */
  public static LocalSettings defaults() {
    return new LocalSettings(
        "eu-west-1",
        "000000000000",
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
        4,
        Duration.ofMinutes(1));
  }

  public LocalSettings withRegion(String newRegion) {
    return new LocalSettings(
        newRegion, accountId, asynchronousRetries, maximumPollers, scheduleMinute);
  }

  public LocalSettings withAsynchronousRetries(List<Duration> newRetries) {
    return new LocalSettings(region, accountId, newRetries, maximumPollers, scheduleMinute);
  }

  public LocalSettings withMaximumPollers(int newMaximum) {
    return new LocalSettings(region, accountId, asynchronousRetries, newMaximum, scheduleMinute);
  }

  public LocalSettings withScheduleMinute(Duration newMinute) {
    return new LocalSettings(region, accountId, asynchronousRetries, maximumPollers, newMinute);
  }

  /** {@code arn:aws:<service>:<region>:<account>:<resource>}. */
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + accountId + ":" + resource;
  }
}
