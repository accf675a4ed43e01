package io.stackseed.dispatcher;

import io.stackseed.dispatcher.Proposal.Kind;
import io.stackseed.failure.Failure.NotTaken;
import io.stackseed.log.LogContext;
import io.stackseed.metric.Metric;
import io.stackseed.metric.Metrics;
import io.stackseed.request.IngestRequest;
import io.stackseed.request.Notification;
import io.stackseed.request.RequestReader;
import io.stackseed.request.RequestType;
import io.stackseed.run.Completion;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.time.Time;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests whose function failed for good, so that no stack waits for its time-out. It
 * needs the progress table alone: what broke the function may be anything else.
 */
public final class Rescue {
  private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);

  private final RunStore runs;
  private final Completion completion;
  private final Callbacks callbacks;
  private final Drafts drafts;
  private final Acceptance acceptance;
  private final Metrics metrics;

  public Rescue(
      RunStore runs, Completion completion, Callbacks callbacks, Metrics metrics, Time time) {
    this.runs = runs;
    this.completion = completion;
    this.callbacks = callbacks;
    this.metrics = metrics;
    this.drafts = new Drafts(callbacks, time);
    this.acceptance = new Acceptance(runs, completion, time);
  }

  /**
   * A request that was stored before its function failed is the watchdog's. Any other is accepted
   * as a failure, except for a Delete, which is carried out: it needs no more than is here, and a
   * stack that cannot delete leaves its user stuck.
   *
   * @param condition why the function was given up, in the service's words
   * @param until when the invocation must be over
   * @throws io.stackseed.request.UnreadableMessageException if the notification holds no request
   */
  public void handle(Notification notification, String condition, Instant until)
      throws InterruptedException {
    IngestRequest request = RequestReader.read(notification);
    Run unused =
        LogContext.about(request.runId(), () -> take(request, notification, condition, until));
  }

  private Run take(
      IngestRequest request, Notification notification, String condition, Instant until)
      throws InterruptedException {
    LOG.warn("Request {} ({}) was not taken: {}", request, notification, condition);
    Run run =
        runs.run(request.runId()).isPresent()
            ? runs.run(request.runId()).orElseThrow()
            : acceptance.accept(
                request.runId(),
                Drafts.resource(request),
                standing -> propose(request, condition),
                until);
    metrics.emit(null, Map.of(Metric.RESCUED_REQUESTS, 1.0));
    completion.settle(run.id());
    return run;
  }

  private Proposal propose(IngestRequest request, String condition) {
    if (request.requestType().equals(RequestType.DELETE.wireName())
        && callbacks.isUsable(request)) {
      return new Proposal(
          Kind.DELETE, drafts.idle(request, null), Drafts.physicalResourceId(request));
    }
    return drafts.refused(request, new NotTaken(condition));
  }
}
