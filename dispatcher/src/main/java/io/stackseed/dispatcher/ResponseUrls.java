package io.stackseed.dispatcher;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestRequest;
import io.stackseed.response.InvalidPresignedUrlException;
import io.stackseed.response.PresignedUrl;
import io.stackseed.response.Purpose;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.run.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom a request is answered, and until when. */
final class ResponseUrls {
  /** How long a run without a ResponseURL may go on. */
  private static final Duration BY_HAND = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(ResponseUrls.class);

  private final Set<String> extraHosts;

  ResponseUrls(Set<String> extraHosts) {
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

  /** When nobody listens any more: after the time-out, or when the URL expires. */
  Instant answerBy(IngestRequest request, Duration timeout) {
    PresignedUrl url = usable(request);
    if (url == null) {
      return request.timestamp().plus(BY_HAND);
    }
    Instant timedOut = request.timestamp().plus(timeout);
    return url.expiry().filter(expiry -> expiry.isBefore(timedOut)).orElse(timedOut);
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
