package io.stackseed.run;

import io.stackseed.metric.Metric;
import io.stackseed.metric.Metrics;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a run has ended: to the topic of outcomes, and in the metrics. A run stays open until
 * that is done, so the watchdog says what nobody else did.
 */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  /** From the end of a run on, its end is announced for so long, and then no more. */
  static final Duration PATIENCE = Duration.ofHours(1);

  /** Longer than the topic is given for one message. */
  private static final Duration PUBLISHING = Duration.ofSeconds(10);

  private final RunStore runs;
  private final Outcomes outcomes;
  private final Metrics metrics;
  private final Time time;

  Announcer(RunStore runs, Outcomes outcomes, Metrics metrics, Time time) {
    this.runs = runs;
    this.outcomes = outcomes;
    this.metrics = metrics;
    this.time = time;
  }

  /** Announces the run's end, if that is due; or leaves it to the next who comes. */
  void announce(Run run) {
    Outcome outcome = run.outcome();
    if (outcome == null || !run.owesAnnouncement()) {
      return;
    }
    Instant now = time.now();
    if (!now.isBefore(outcome.at().plus(PATIENCE))) {
      LOG.error("Run {} could not be announced in {}: that is given up", run.id(), PATIENCE);
      announced(run, outcome);
    } else if (runs.claim(run.id(), Callback.ANNOUNCEMENT, now, now.plus(PUBLISHING))) {
      if (outcomes.publish(Announcement.of(run, outcome))) {
        LOG.info("Run {} is announced", run.id());
        announced(run, outcome);
      } else {
        LOG.warn("Run {} could not be announced for now", run.id());
      }
    }
  }

  private void announced(Run run, Outcome outcome) {
    if (runs.delivered(run.id(), Callback.ANNOUNCEMENT, time.now())) {
      Load load = run.load();
      metrics.emit(load == null ? null : load.table().tableName(), measured(run, outcome));
    }
    if (run.without(Callback.ANNOUNCEMENT).isClosed()) {
      runs.close(run.id());
    }
  }

  private static Map<Metric, Double> measured(Run run, Outcome outcome) {
    Map<Metric, Double> measured = new EnumMap<>(Metric.class);
    switch (outcome.state()) {
      case SUCCEEDED -> measured.put(Metric.RUNS_SUCCEEDED, 1.0);
      case FAILED -> measured.put(Metric.RUNS_FAILED, 1.0);
      // Somebody wanted it so.
      case CANCELLED -> {}
      case PLANNING, LOADING -> throw new IllegalStateException(outcome.state() + " is no end");
    }
    if (run.load() != null) {
      measured.put(Metric.RUN_DURATION, secondsOf(run, outcome.at()));
      if (run.firstItemAt() != null) {
        measured.put(Metric.TIME_TO_FIRST_ITEM, secondsOf(run, run.firstItemAt()));
      }
    }
    return measured;
  }

  private static double secondsOf(Run run, Instant until) {
    return Duration.between(run.acceptedAt(), until).toMillis() / 1_000.0;
  }
}
