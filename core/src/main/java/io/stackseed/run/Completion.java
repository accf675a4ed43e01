package io.stackseed.run;

import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.TooManyRejected;
import io.stackseed.response.Answer;
import io.stackseed.response.PresignedUrl;
import io.stackseed.response.Purpose;
import io.stackseed.response.ResponseBody;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseSender;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the counts decide, and answers. Anyone who changed a run settles it afterwards;
 * settling twice, or by several at once, comes to the same.
 */
public final class Completion {
  private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

  /** How long one settling goes on trying to deliver; its caller is tried again after that. */
  static final Duration DELIVERY = Duration.ofSeconds(20);

  /** Far more than states; others who change the run meanwhile make a few more. */
  private static final int MAX_STEPS = 100;

  private final RunStore runs;
  private final ResponseSender sender;
  private final Set<String> extraHosts;
  private final Time time;

  /**
   * @param extraHosts response hosts allowed besides CloudFormation's, as {@code host:port}
   */
  public Completion(RunStore runs, ResponseSender sender, Set<String> extraHosts, Time time) {
    this.runs = runs;
    this.sender = sender;
    this.extraHosts = Set.copyOf(extraHosts);
    this.time = time;
  }

  /**
   * Brings a run as far as its counts allow and delivers the answer if one is due.
   *
   * @throws AnswerUndeliveredException if the answer is decided and could not be delivered for now
   */
  public void settle(String runId) {
    Progress progress = runs.progress(runId);
    for (int steps = 0; advance(runId, progress); steps++) {
      if (steps == MAX_STEPS) {
        throw new IllegalStateException("Run %s does not settle".formatted(runId));
      }
      progress = runs.progress(runId);
    }
    if (progress.state() != RunState.PLANNING) {
      runs.run(runId).ifPresent(this::deliver);
    }
  }

  /**
   * Ends a live run with a failure and answers; a run that has ended already keeps its outcome.
   *
   * @throws AnswerUndeliveredException as {@link #settle}
   */
  public void fail(String runId, Failure failure) {
    end(runId, RunState.FAILED, failure.sentence());
    settle(runId);
  }

  /** Ends a live run because another takes its place, and lets its requester know if it can. */
  public void cancel(String runId, Failure why) {
    end(runId, RunState.CANCELLED, why.sentence());
    try {
      settle(runId);
    } catch (AnswerUndeliveredException e) {
      LOG.warn("{}; nobody waits for it any more", e.getMessage());
    }
  }

  private boolean advance(String runId, Progress progress) {
    Decision decision = Decision.of(progress);
    if (decision == Decision.WAIT) {
      return false;
    }
    Run run = runs.run(runId).orElseThrow();
    switch (decision) {
      case BEGIN_LOADING -> runs.beginLoading(runId, Answers.whenPlanned(run, progress));
      case SUCCEED -> end(run, progress, RunState.SUCCEEDED, null);
      case FAIL_FOR_REJECTS -> end(run, progress, RunState.FAILED, tooManyRejected(run, progress));
      case WAIT -> throw new IllegalStateException("unreachable");
    }
    return true;
  }

  private static String tooManyRejected(Run run, Progress progress) {
    Load load = run.load();
    FirstReject first = progress.firstReject();
    if (load == null || first == null) {
      throw new IllegalStateException(run + " counts rejects, and none is named");
    }
    return new TooManyRejected(
            progress.counts().itemsRejected(),
            progress.counts().recordsRead(),
            Decision.MAX_REJECTED,
            load.source().location().toString(),
            first.offset(),
            first.reason())
        .sentence();
  }

  private void end(String runId, RunState state, String reason) {
    Progress progress = runs.progress(runId);
    Run run = runs.run(runId).orElseThrow();
    while (progress.state().isLive() && !end(run, progress, state, reason)) {
      run = runs.run(runId).orElseThrow();
      progress = runs.progress(runId);
    }
  }

  private boolean end(Run run, Progress seen, RunState state, @Nullable String reason) {
    Outcome outcome = new Outcome(state, reason, time.now(), seen.counts(), seen.totalChunks());
    Answer answer = Answers.of(run, outcome);
    boolean ended =
        runs.end(
            run,
            seen,
            outcome,
            run.requester() == null ? null : answer,
            lastGood(run, outcome, answer));
    if (ended) {
      LOG.info("Run {} {}{}", run.id(), state, reason == null ? "" : ": " + reason);
    }
    return ended;
  }

  private static @Nullable LastGood lastGood(Run run, Outcome outcome, Answer answer) {
    Load load = run.load();
    return load == null || outcome.state() != RunState.SUCCEEDED
        ? null
        : new LastGood(load.reingestHash(), load.source().versionId(), answer.data());
  }

  private void deliver(Run run) {
    if (!run.owesAnswer()) {
      return;
    }
    Requester requester = run.requester();
    Answer answer = run.answer();
    if (requester == null || answer == null || requester.responseUrl() == null) {
      return;
    }
    Instant now = time.now();
    if (!now.isBefore(run.answerBy())) {
      LOG.error("Run {} was decided too late to be answered", run.id());
      runs.answered(run.id(), now);
      return;
    }
    PresignedUrl url;
    byte[] body;
    try {
      url = urlOf(requester.identity(), requester.responseUrl());
      body = ResponseBody.of(requester.identity(), answer);
    } catch (IllegalArgumentException e) {
      LOG.error("Run {} cannot be answered: {}", run.id(), e.getMessage());
      runs.answered(run.id(), now);
      return;
    }
    Instant until = earlier(now.plus(DELIVERY), run.answerBy());
    try {
      if (!runs.claimAnswer(run.id(), now, until)) {
        LOG.info("Run {} is being answered by another", run.id());
        return;
      }
      switch (sender.send(url, body, until)) {
        case ACCEPTED -> {
          LOG.info("Run {} answered {}", run.id(), answer.status());
          runs.answered(run.id(), time.now());
        }
        case REFUSED -> {
          LOG.error("Run {}: the ResponseURL refuses the answer", run.id());
          runs.answered(run.id(), time.now());
        }
        case UNREACHABLE -> throw new AnswerUndeliveredException(run.id(), null);
      }
    } catch (AnswerUndeliveredException e) {
      throw e;
    } catch (RuntimeException e) {
      // The claim may be ours: whoever tries again must come when it has lapsed.
      throw new AnswerUndeliveredException(run.id(), e);
    }
  }

  private PresignedUrl urlOf(ResponseIdentity identity, String url) {
    return PresignedUrl.parse(
        url,
        new Purpose.Response(
            identity.stackId(), identity.logicalResourceId(), identity.requestId()),
        extraHosts);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
