package io.stackseed.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.failure.FailureException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long CloudFormation waits for the answer: {@code ServiceTimeout} of the resource, 1 to 3,600
 * seconds, 3,600 if absent ("AWS::CloudFormation::CustomResource", CloudFormation User Guide).
 */
public final class ServiceTimeout {
  private static final String PROPERTY = "ServiceTimeout";
  private static final long MAX_SECONDS = 3600;

  /** Below this no run could plan, load and be answered with any margin left. */
  private static final long MIN_USABLE_SECONDS = 300;

  private static final Duration MIN_MARGIN = Duration.ofSeconds(150);

  private ServiceTimeout() {}

  /**
   * The timeout of a Create or Update.
   *
   * @throws FailureException if it is not a number of seconds that a run can be carried out in
   */
  public static Duration usable(@Nullable JsonNode properties) {
    return Duration.ofSeconds(
        new PropertyReader(properties)
            .wholeNumber(PROPERTY, MIN_USABLE_SECONDS, MAX_SECONDS, MAX_SECONDS));
  }

  /** The timeout as CloudFormation understands it: its default where the value is unusable. */
  public static Duration lenient(@Nullable JsonNode properties) {
    try {
      return Duration.ofSeconds(
          new PropertyReader(properties).wholeNumber(PROPERTY, 1, MAX_SECONDS, MAX_SECONDS));
    } catch (FailureException e) {
      return Duration.ofSeconds(MAX_SECONDS);
    }
  }

  /** What is kept of the timeout for deciding and answering: 5 %, at least 150 seconds. */
  public static Duration margin(Duration timeout) {
    Duration share = timeout.dividedBy(20);
    return share.compareTo(MIN_MARGIN) < 0 ? MIN_MARGIN : share;
  }
}
