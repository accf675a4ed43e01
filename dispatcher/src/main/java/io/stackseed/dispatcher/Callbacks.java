package io.stackseed.dispatcher;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestRequest;
import io.stackseed.request.ServiceTimeout;
import io.stackseed.response.InvalidPresignedUrlException;
import io.stackseed.response.PresignedUrl;
import io.stackseed.response.Purpose;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.run.CompletionHandle;
import io.stackseed.run.Deadlines;
import io.stackseed.run.Load;
import io.stackseed.run.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom a request is answered, whom its run signals, and until when. */
public final class Callbacks {
  /** How long a run may go on that nobody waits for. */
  private static final Duration UNAWAITED = Duration.ofHours(24);

  /** The longest {@code Timeout} of a wait condition ("AWS::CloudFormation::WaitCondition"). */
  private static final Duration WAIT_CONDITION = Duration.ofHours(12);

  /**
   * CloudFormation's clock starts before the topic's timestamp, and its time-out must find nothing
   * under way. Of a short timeout it is a tenth: a Delete that is given few seconds is answered
   * within them.
   */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  private final Set<String> extraHosts;

  public Callbacks(Set<String> extraHosts) {
    this.extraHosts = Set.copyOf(extraHosts);
  }

  /**
   * @throws FailureException if the request has a ResponseURL that is not its own: nothing is done
   *     for it, and nothing sent to it
   */
  void check(IngestRequest request) {
    if (request.responseUrl() == null) {
      return;
    }
    try {
      if (parse(request) == null) {
        throw refused("StackId, RequestId and LogicalResourceId must come with it");
      }
    } catch (InvalidPresignedUrlException e) {
      throw refused(e.rule());
    }
  }

  /** True unless the request has a ResponseURL that is not its own. */
  boolean isUsable(IngestRequest request) {
    return request.responseUrl() == null || usable(request) != null;
  }

  /**
   * Null for a message by hand, and for one that cannot be answered: its ResponseURL is not its
   * own, or its PhysicalResourceId is longer than CloudFormation allows.
   */
  @Nullable Requester requester(IngestRequest request, String physicalResourceId) {
    PresignedUrl url = usable(request);
    if (url == null
        || request.stackId() == null
        || request.requestId() == null
        || request.logicalResourceId() == null) {
      return null;
    }
    try {
      return new Requester(
          new ResponseIdentity(
              physicalResourceId,
              request.stackId(),
              request.requestId(),
              request.logicalResourceId()),
          url.revealForStorage());
    } catch (IllegalArgumentException e) {
      LOG.error("{} cannot be answered: {}", request, e.getMessage());
      return null;
    }
  }

  /**
   * The wait condition to signal when the run ends.
   *
   * @param url the property CompletionHandle; null if it is not given
   * @throws FailureException if the URL is not that of a handle of the request's own stack
   */
  @Nullable CompletionHandle completionHandle(IngestRequest request, @Nullable String url) {
    String stackId = request.stackId();
    if (url == null) {
      return null;
    }
    if (stackId == null) {
      throw refusedHandle("the request names no StackId that it could belong to");
    }
    try {
      Instant timedOut = request.timestamp().plus(WAIT_CONDITION);
      PresignedUrl handle = PresignedUrl.parse(url, new Purpose.WaitCondition(stackId), extraHosts);
      return new CompletionHandle(
          handle.revealForStorage(),
          stackId,
          handle.expiry().filter(timedOut::isAfter).orElse(timedOut));
    } catch (InvalidPresignedUrlException e) {
      throw refusedHandle(e.rule());
    }
  }

  private static FailureException refusedHandle(String why) {
    return new FailureException(
        new InvalidProperty(
            "CompletionHandle", why, "Use !Ref of an AWS::CloudFormation::WaitConditionHandle"));
  }

  /** What the run of a request is held to. */
  Deadlines deadlines(
      IngestRequest request, @Nullable Load load, @Nullable CompletionHandle handle) {
    Instant unawaited = request.timestamp().plus(UNAWAITED);
    PresignedUrl url = usable(request);
    if (url == null) {
      return new Deadlines(unawaited, unawaited, unawaited);
    }
    Duration timeout = ServiceTimeout.lenient(request.properties());
    Instant timedOut = request.timestamp().plus(timeout);
    Instant answerBy = url.expiry().filter(timedOut::isAfter).orElse(timedOut);
    Instant deadline = answerBy.minus(ServiceTimeout.margin(timeout));
    Instant endBy =
        load == null || load.waitForCompletion()
            ? deadline
            : handle == null ? unawaited : handle.signalBy().minus(ServiceTimeout.margin(timeout));
    return new Deadlines(deadline, answerBy.minus(clocksApart(timeout)), endBy);
  }

  private static Duration clocksApart(Duration timeout) {
    Duration share = timeout.dividedBy(10);
    return share.compareTo(CLOCKS_APART) < 0 ? share : CLOCKS_APART;
  }

  private @Nullable PresignedUrl usable(IngestRequest request) {
    try {
      return parse(request);
    } catch (InvalidPresignedUrlException e) {
      return null;
    }
  }

  private @Nullable PresignedUrl parse(IngestRequest request) {
    String url = request.responseUrl();
    String stackId = request.stackId();
    String requestId = request.requestId();
    String logicalResourceId = request.logicalResourceId();
    return url == null || stackId == null || requestId == null || logicalResourceId == null
        ? null
        : PresignedUrl.parse(
            url, new Purpose.Response(stackId, logicalResourceId, requestId), extraHosts);
  }

  private static FailureException refused(String why) {
    return new FailureException(
        new InvalidProperty("ResponseURL", why, "Send the URL that CloudFormation gave"));
  }
}
