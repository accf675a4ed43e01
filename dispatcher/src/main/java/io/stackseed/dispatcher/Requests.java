package io.stackseed.dispatcher;

import io.stackseed.failure.FailureException;
import io.stackseed.log.LogContext;
import io.stackseed.request.IngestRequest;
import io.stackseed.request.Notification;
import io.stackseed.request.RequestReader;
import io.stackseed.run.Completion;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one request from its notification to a queued plan or an answer. Every step can be
 * repeated: a request that is delivered again finds its run and carries on with it.
 */
public final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  /** How long a run's plan waits for the runs before it; its chunks wait for the rest. */
  private static final Duration PLAN_WAITS = Duration.ofSeconds(30);

  /** Kept of the invocation for settling and answering. */
  private static final Duration SETTLING = Completion.DELIVERY.plusSeconds(10);

  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(8);

  private final Admission admission;
  private final Acceptance acceptance;
  private final Planner planner;
  private final RunStore runs;
  private final Completion completion;
  private final Time time;

  public Requests(
      Admission admission, Planner planner, RunStore runs, Completion completion, Time time) {
    this.admission = admission;
    this.acceptance = new Acceptance(runs, completion, time);
    this.planner = planner;
    this.runs = runs;
    this.completion = completion;
    this.time = time;
  }

  /**
   * Takes the request that a notification holds.
   *
   * @param until when the invocation must be over; what is not done by then is done by the
   *     watchdog, or by the notification's next delivery
   * @throws io.stackseed.request.UnreadableMessageException if the notification holds no request
   * @throws RuntimeException any other, if it should be delivered again
   */
  public void handle(Notification notification, Instant until) throws InterruptedException {
    IngestRequest request = RequestReader.read(notification);
    Run unused = LogContext.about(request.runId(), () -> take(request, notification, until));
  }

  private Run take(IngestRequest request, Notification notification, Instant until)
      throws InterruptedException {
    LOG.info("Request {} ({})", request, notification);
    Optional<Run> known = runs.run(request.runId());
    Run run =
        known.isPresent()
            ? known.get()
            : acceptance.accept(
                request.runId(),
                admission.resource(request),
                standing -> admission.propose(request, standing),
                until);
    LOG.info("Run {} is what {} asks for", run.id(), notification);
    if (run.outcome() == null) {
      carryOut(run, until);
    }
    completion.settle(run.id());
    return run;
  }

  private void carryOut(Run run, Instant until) throws InterruptedException {
    if (run.load() == null) {
      awaitSilence(run, until.minus(SETTLING));
      return;
    }
    if (runs.progress(run.id()).state() == RunState.PLANNING) {
      awaitSilence(run, time.now().plus(PLAN_WAITS));
      try {
        planner.plan(run);
      } catch (FailureException e) {
        completion.fail(run.id(), e.failure());
      }
    }
  }

  /** Returns when no worker of the runs before this one writes any more, or the time is up. */
  private void awaitSilence(Run run, Instant until) throws InterruptedException {
    Duration pause = FIRST_LOOK;
    Run waiting = run.behind(completion.lookForSilence(run));
    while (!waiting.silence().hasCome(time.now()) && time.now().plus(pause).isBefore(until)) {
      time.pause(pause);
      waiting = waiting.behind(completion.lookForSilence(waiting));
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_LOOK) < 0 ? pause : LONGEST_LOOK;
    }
  }
}
