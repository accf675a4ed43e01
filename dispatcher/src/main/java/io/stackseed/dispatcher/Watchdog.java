package io.stackseed.dispatcher;

import io.stackseed.log.LogContext;
import io.stackseed.metric.Metric;
import io.stackseed.metric.Metrics;
import io.stackseed.run.Completion;
import io.stackseed.run.Outcome;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what others have left, every minute: decides what is due, delivers what is owed, and
 * queues again what was lost. It may overlap with itself and may be late; with no open run it costs
 * one query.
 */
public final class Watchdog {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  /** One host that does not answer must not keep the others waiting. */
  private static final Duration DELIVERY = Duration.ofSeconds(10);

  /** Nor must a topic that takes nothing. */
  private static final Duration ANNOUNCING = Duration.ofSeconds(5);

  private final RunStore runs;
  private final Completion completion;
  private final Recovery recovery;
  private final Metrics metrics;
  private final Time time;

  public Watchdog(
      RunStore runs, Completion completion, Recovery recovery, Metrics metrics, Time time) {
    this.runs = runs;
    this.completion = completion;
    this.recovery = recovery;
    this.metrics = metrics;
    this.time = time;
  }

  /**
   * One round. What fails for one run is tried again in the next, and hinders no other run.
   *
   * @param until when the invocation must be over; what is not done by then is left to the next
   */
  public void handle(Instant until) throws InterruptedException {
    List<Run> open = new ArrayList<>();
    for (String runId : runs.openRuns()) {
      attempt(runId, until, () -> open.add(completion.advance(runId)));
    }
    Instant now = time.now();
    // The newest first: what could not be delivered in several rounds hardly can be in this one.
    List<Run> telling =
        open.stream()
            .filter(run -> run.outcome() != null || run.owesAnswer())
            .sorted(Comparator.comparing(Watchdog::decidedAt).reversed())
            .toList();
    List<Run> told = new ArrayList<>();
    for (Run run : telling) {
      attempt(run.id(), until.minus(DELIVERY), () -> told.add(completion.deliver(run, DELIVERY)));
    }
    List<Recovery.Found> found = new ArrayList<>();
    for (Run run : open.stream().filter(Watchdog::isLoading).toList()) {
      attempt(run.id(), until, () -> found.add(recovery.recover(run)));
    }
    metrics.emit(null, measured(open, found, now));
    for (Run run : told) {
      attempt(run.id(), until.minus(ANNOUNCING), () -> completion.announce(run));
    }
  }

  private static Map<Metric, Double> measured(
      List<Run> open, List<Recovery.Found> found, Instant now) {
    List<Run> unsettled =
        open.stream()
            .filter(run -> run.outcome() == null || run.owesAnswer() || run.owesSignal())
            .toList();
    long oldest =
        unsettled.stream()
            .mapToLong(run -> Duration.between(run.acceptedAt(), now).toSeconds())
            .max()
            .orElse(0);
    return Map.of(
        Metric.OPEN_RUNS, (double) unsettled.size(),
        Metric.OLDEST_OPEN_RUN_AGE, (double) oldest,
        Metric.CHUNKS_OPEN, (double) found.stream().mapToLong(Recovery.Found::openChunks).sum(),
        Metric.COUNTER_DRIFT, (double) found.stream().filter(Recovery.Found::drifts).count(),
        Metric.HEARTBEAT, 1.0);
  }

  private static Instant decidedAt(Run run) {
    Outcome outcome = run.outcome();
    return outcome == null ? Instant.MAX : outcome.at();
  }

  private static boolean isLoading(Run run) {
    return run.outcome() == null && run.load() != null;
  }

  private interface Step {
    void take() throws InterruptedException;
  }

  private void attempt(String runId, Instant before, Step step) throws InterruptedException {
    boolean unused = LogContext.about(runId, () -> taken(runId, before, step));
  }

  private boolean taken(String runId, Instant before, Step step) throws InterruptedException {
    if (!time.now().isBefore(before)) {
      LOG.warn("Run {} is left to the next round", runId);
      return false;
    }
    try {
      step.take();
      return true;
    } catch (RuntimeException e) {
      LOG.error("Run {} is left to the next round", runId, e);
      return false;
    }
  }
}
