package io.stackseed.run;

import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.Overdue;
import io.stackseed.failure.Failure.TooManyRejected;
import io.stackseed.log.LogContext;
import io.stackseed.metric.Metric;
import io.stackseed.metric.Metrics;
import io.stackseed.reject.ReportFile;
import io.stackseed.response.Answer;
import io.stackseed.response.PresignedUrl;
import io.stackseed.response.Purpose;
import io.stackseed.response.ResponseBody;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseSender;
import io.stackseed.response.SignalBody;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what is decided of a run, and tells whoever waits for it. Anyone who changed a run
 * settles it afterwards; settling twice, or by several at once, comes to the same. What dies on the
 * way, or cannot be delivered for now, is taken up by the watchdog.
 */
public final class Completion {
  private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

  /** How long one settling goes on trying to deliver. */
  public static final Duration DELIVERY = Duration.ofSeconds(20);

  /** Far more than states; others who change the run meanwhile make a few more. */
  private static final int MAX_STEPS = 100;

  private final RunStore runs;
  private final Sources sources;
  private final ResponseSender sender;
  private final Set<String> extraHosts;
  private final Announcer announcer;
  private final Metrics metrics;
  private final Time time;

  /**
   * @param extraHosts response hosts allowed besides CloudFormation's, as {@code host:port}
   */
  public Completion(
      RunStore runs,
      ResponseSender sender,
      Set<String> extraHosts,
      Outcomes outcomes,
      Metrics metrics,
      Time time) {
    this.runs = runs;
    this.sources = new Sources(runs);
    this.sender = sender;
    this.extraHosts = Set.copyOf(extraHosts);
    this.announcer = new Announcer(runs, outcomes, metrics, time);
    this.metrics = metrics;
    this.time = time;
  }

  /**
   * Brings a run as far as its counts and the time allow, delivers what is due, and announces its
   * end.
   */
  public void settle(String runId) {
    boolean unused =
        LogContext.about(
            runId,
            () -> {
              announceAnswered(deliver(advance(runId), DELIVERY));
              return true;
            });
  }

  /**
   * The same without the announcement, for a run on which something more urgent waits: the watchdog
   * announces it.
   */
  public void answer(String runId) {
    Run unused = LogContext.about(runId, () -> deliver(advance(runId), DELIVERY));
  }

  /**
   * Ends a live run with a failure and answers; a run that has ended already keeps its outcome.
   *
   * @return false if it had ended
   */
  public boolean fail(String runId, Failure failure) {
    return end(runId, RunState.FAILED, failure);
  }

  /** As {@link #fail}, for a run that is no longer wanted. */
  public boolean cancel(String runId, Failure why) {
    return end(runId, RunState.CANCELLED, why);
  }

  private boolean end(String runId, RunState state, Failure why) {
    boolean ended = false;
    Run run = stored(runId);
    Progress progress = runs.progress(runId);
    while (progress.state().isLive() && !ended) {
      ended = end(run, progress, state, why.sentence());
      progress = runs.progress(runId);
    }
    answer(runId);
    return ended;
  }

  /**
   * Brings a run as far as its counts and the time allow, and tells nobody yet.
   *
   * @return the run as it is then
   */
  public Run advance(String runId) {
    for (int steps = 0; steps < MAX_STEPS; steps++) {
      Run run = stored(runId);
      Progress progress = runs.progress(runId);
      Decision decision = Decision.of(run, progress, time.now());
      switch (decision) {
        case WAIT -> {
          if (progress.state().isLive() || run.outcome() != null) {
            return run;
          }
          // It ended between the two reads.
        }
        case BEGIN_LOADING -> {
          runs.beginLoading(runId, Answers.whenPlanned(run, progress));
          LOG.info("Run {} is planned: {} chunks", runId, progress.totalChunks());
        }
        case FIND_SILENCE -> {
          Silence unused = findSilence(run);
        }
        case SUCCEED -> end(run, progress, RunState.SUCCEEDED, null);
        case FAIL_FOR_REJECTS ->
            end(run, progress, RunState.FAILED, tooManyRejected(run, progress).sentence());
        case FAIL_OVERDUE -> end(run, progress, RunState.FAILED, overdue(run, progress).sentence());
      }
    }
    throw new IllegalStateException("Run %s does not settle".formatted(runId));
  }

  private Run stored(String runId) {
    return runs.run(runId).orElseThrow(() -> new IllegalStateException("there is no run " + runId));
  }

  private TooManyRejected tooManyRejected(Run run, Progress progress) {
    Load load = run.load();
    FirstReject first = progress.firstReject();
    if (load == null || first == null) {
      throw new IllegalStateException(run + " counts rejects, and none is named");
    }
    return new TooManyRejected(
        progress.counts().itemsRejected(),
        progress.counts().recordsRead(),
        load.maxRejected().of(progress.counts().recordsRead()),
        sources.object(load.source(), first.object()).location().toString(),
        first.offset(),
        first.reason(),
        ReportFile.prefix(load.ingestBucket(), run.id()));
  }

  private static Overdue overdue(Run run, Progress progress) {
    boolean isAwaited = run.requester() != null && run.answer() == null;
    return new Overdue(
        run.id(), isAwaited, progress.isPlanned(), progress.doneChunks(), progress.totalChunks());
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

  private @Nullable LastGood lastGood(Run run, Outcome outcome, Answer answer) {
    Load load = run.load();
    return load == null || outcome.state() != RunState.SUCCEEDED || leavesOutRejects(load.resumes())
        ? null
        : new LastGood(run.id(), load.reingestHash(), versionId(load.source()), answer.data());
  }

  private static @Nullable String versionId(Source source) {
    return source instanceof SourceFile file ? file.object().versionId() : null;
  }

  /** True if what a resumed run counts as done includes records that were refused. */
  private boolean leavesOutRejects(@Nullable String resumed) {
    if (resumed == null) {
      return false;
    }
    Run run = runs.run(resumed).orElse(null);
    return run == null
        || run.outcome() == null
        || run.outcome().counts().itemsRejected() > 0
        || run.load() == null
        || leavesOutRejects(run.load().resumes());
  }

  /** From when on no worker of the runs that this one replaced can be writing. */
  public Silence findSilence(Run run) {
    return run.silence().at() == null ? lookForSilence(run) : run.silence();
  }

  /**
   * The same, looked for anew: a worker that notices that its run is over ends its lease before it
   * expires.
   */
  public Silence lookForSilence(Run run) {
    Silence known = run.silence();
    if (known.after() == null || known.hasCome(time.now())) {
      return known;
    }
    Instant found = quietAt(known.after());
    if (known.at() != null && !found.isBefore(known.at())) {
      return known;
    }
    runs.foundSilence(run.id(), found);
    return known.found(found);
  }

  private Instant quietAt(String runId) {
    Run run = runs.run(runId).orElse(null);
    // After a success every chunk is done, and a run that is long past is silent.
    if (run == null || (run.outcome() != null && run.outcome().state() == RunState.SUCCEEDED)) {
      return Instant.EPOCH;
    }
    Instant own = runs.quietAt(runId);
    Instant before = lookForSilence(run).at();
    return before == null || own.isAfter(before) ? own : before;
  }

  /**
   * Tells whoever waits for the run, as far as something is due.
   *
   * @param limit how long to go on trying with each
   * @return the run as it is then
   */
  public Run deliver(Run run, Duration limit) {
    Run left = run;
    Requester requester = run.requester();
    Answer answer = run.answer();
    if (requester != null && requester.responseUrl() != null && answer != null) {
      ResponseIdentity identity = requester.identity();
      Purpose purpose =
          new Purpose.Response(
              identity.stackId(), identity.logicalResourceId(), identity.requestId());
      if (deliver(
          run,
          Callback.ANSWER,
          new Mail(requester.responseUrl(), purpose, run.deadlines().answerBy()),
          () -> ResponseBody.of(identity, answer),
          limit)) {
        left = left.answered(time.now());
      }
    }
    CompletionHandle handle = run.completionHandle();
    Outcome outcome = run.outcome();
    if (handle != null && outcome != null) {
      Purpose purpose = new Purpose.WaitCondition(handle.stackId());
      if (deliver(
          run,
          Callback.SIGNAL,
          new Mail(handle.url(), purpose, handle.signalBy()),
          () -> SignalBody.of(run.id(), Answers.of(run, outcome)),
          limit)) {
        left = left.without(Callback.SIGNAL);
      }
    }
    if (left.isClosed()) {
      runs.close(run.id());
    }
    return left;
  }

  /**
   * Announces the end of a run that has one, after it is answered: a topic that takes nothing costs
   * a few seconds, and nobody's answer.
   */
  public void announce(Run run) {
    announcer.announce(run);
  }

  /** As {@link #announce(Run)}, unless the run is still to be answered: that took its time. */
  public void announce(String runId) {
    announceAnswered(stored(runId));
  }

  private void announceAnswered(Run run) {
    if (!run.owesAnswer()) {
      announcer.announce(run);
    }
  }

  /** Where something is sent, what for, and until when. */
  private record Mail(String url, Purpose purpose, Instant by) {}

  /** False if it is still to be delivered. */
  private boolean deliver(
      Run run, Callback callback, Mail mail, Supplier<byte[]> body, Duration limit) {
    Instant now = time.now();
    if (!now.isBefore(mail.by())) {
      LOG.error("Run {} was decided too late for its {}", run.id(), callback);
      countFailure(run);
      return delivered(run, callback);
    }
    PresignedUrl url;
    byte[] bytes;
    try {
      url = PresignedUrl.parse(mail.url(), mail.purpose(), extraHosts);
      bytes = body.get();
    } catch (IllegalArgumentException e) {
      LOG.error("Run {} cannot deliver its {}: {}", run.id(), callback, e.getMessage());
      countFailure(run);
      return delivered(run, callback);
    }
    Instant until = earlier(now.plus(limit), mail.by());
    if (!runs.claim(run.id(), callback, now, until)) {
      LOG.info("Another delivers the {} of run {}", callback, run.id());
      return false;
    }
    return switch (sender.send(url, bytes, until)) {
      case ACCEPTED -> {
        LOG.info("Run {} delivered its {}", run.id(), callback);
        yield delivered(run, callback);
      }
      case REFUSED -> {
        LOG.error("Run {}: the URL refuses its {}", run.id(), callback);
        countFailure(run);
        yield delivered(run, callback);
      }
      case UNREACHABLE -> {
        LOG.warn("Run {} could not deliver its {} for now", run.id(), callback);
        countFailure(run);
        yield false;
      }
    };
  }

  private boolean delivered(Run run, Callback callback) {
    boolean unused = runs.delivered(run.id(), callback, time.now());
    return true;
  }

  private void countFailure(Run run) {
    Load load = run.load();
    metrics.emit(
        load == null ? null : load.table().tableName(), Map.of(Metric.RESPONSE_SEND_FAILURES, 1.0));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
