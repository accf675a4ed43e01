package io.stackseed.dispatcher;

import io.stackseed.chunk.ObjectId;
import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestRequest;
import io.stackseed.request.Notification;
import io.stackseed.request.RequestReader;
import io.stackseed.run.Completion;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import io.stackseed.run.RunStore.Acceptance;
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
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final Duration SILENCE_POLL = Duration.ofSeconds(1);

  private final Admission admission;
  private final Planner planner;
  private final RunStore runs;
  private final Completion completion;
  private final Time time;

  Requests(Admission admission, Planner planner, RunStore runs, Completion completion, Time time) {
    this.admission = admission;
    this.planner = planner;
    this.runs = runs;
    this.completion = completion;
    this.time = time;
  }

  /**
   * @param until when the invocation must be over; what is not done by then is done by the
   *     notification's next delivery
   * @throws io.stackseed.request.UnreadableMessageException if the notification holds no request
   * @throws RuntimeException any other, if it should be delivered again
   */
  void handle(Notification notification, Instant until) throws InterruptedException {
    IngestRequest request = RequestReader.read(notification);
    LOG.info("Request {} ({})", request, notification);
    Optional<Run> known = runs.run(request.runId());
    Run run = known.isPresent() ? known.get() : accept(request, until);
    LOG.info("Run {} is what {} asks for", run.id(), notification);
    if (run.outcome() == null && run.load() != null) {
      plan(run);
    }
    completion.settle(run.id());
  }

  private void plan(Run run) throws InterruptedException {
    if (runs.progress(run.id()).state() != RunState.PLANNING) {
      return;
    }
    try {
      planner.plan(run, new ObjectId(run.id(), 0));
    } catch (FailureException e) {
      completion.fail(run.id(), e.failure());
    }
  }

  private Run accept(IngestRequest request, Instant until) throws InterruptedException {
    Proposal proposal = admission.propose(request);
    while (true) {
      Resource seen = runs.resource(proposal.run().resource());
      if (!isLate(proposal.run()) && proposal.replaces(seen) && seen.currentRun() != null) {
        // Another copy of the request may have begun meanwhile: what it began is not replaced.
        Optional<Run> begun = runs.run(request.runId());
        if (begun.isPresent()) {
          return begun.get();
        }
        silence(seen.currentRun(), request, until);
      }
      Run run = proposal.runOver(seen);
      if (isLate(run)) {
        run = run.ended(tooLate(request));
      }
      Acceptance acceptance =
          runs.accept(run, initialProgress(run), seen, proposal.resourceOver(seen, run));
      switch (acceptance) {
        case ACCEPTED -> {
          return run;
        }
        case EXISTS -> {
          return runs.run(run.id()).orElseThrow();
        }
        case CHANGED -> LOG.info("The resource of run {} changed meanwhile", run.id());
      }
    }
  }

  /** A run past its deadline never starts, and what runs already is left alone. */
  private boolean isLate(Run run) {
    return run.outcome() == null && !time.now().isBefore(run.deadline());
  }

  private static Progress initialProgress(Run run) {
    Outcome outcome = run.outcome();
    return outcome == null ? Progress.planning(1) : Progress.ended(outcome.state());
  }

  private Outcome tooLate(IngestRequest request) {
    Failure failure =
        new InvalidProperty(
            "ServiceTimeout",
            "the %s arrived too late to be carried out".formatted(request.requestType()),
            "Send it again");
    return Proposal.outcome(RunState.FAILED, failure, time.now());
  }

  /** Ends the run that is to be replaced and waits until none of its workers writes any more. */
  private void silence(String runId, IngestRequest by, Instant until) throws InterruptedException {
    if (runs.run(runId).filter(run -> run.outcome() == null).isPresent()) {
      completion.cancel(runId, new Superseded("a newer " + by.requestType()));
    }
    while (runs.quietAt(runId).isAfter(time.now())) {
      if (!time.now().plus(SILENCE_POLL).isBefore(until)) {
        throw new IllegalStateException(
            "Workers of run %s may still be writing; the request waits for them".formatted(runId));
      }
      time.pause(SILENCE_POLL);
    }
  }
}
