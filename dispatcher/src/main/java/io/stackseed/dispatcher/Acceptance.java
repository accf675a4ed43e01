package io.stackseed.dispatcher;

import io.stackseed.dispatcher.Proposal.Acceptable;
import io.stackseed.request.ResourceKey;
import io.stackseed.run.Completion;
import io.stackseed.run.Displaced;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what a request comes to, over its resource as it is at that moment. */
final class Acceptance {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final RunStore runs;
  private final Completion completion;
  private final Time time;

  Acceptance(RunStore runs, Completion completion, Time time) {
    this.runs = runs;
    this.completion = completion;
    this.time = time;
  }

  /**
   * Accepts a request, whatever else happens to its resource meanwhile.
   *
   * @param propose what the request comes to, in view of the resource
   * @param until when the invocation must be over
   * @return the run that was stored, now or by another delivery of the request
   * @throws IllegalStateException if an answer that must not be sent any more was being delivered
   *     for all the time there was
   */
  Run accept(
      String runId, ResourceKey resource, Function<Standing, Proposal> propose, Instant until)
      throws InterruptedException {
    Standing standing = Standing.of(runs.resource(resource), runs);
    Proposal proposal = proposed(propose, standing);
    for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
      Acceptable acceptable = proposal.over(standing, time.now());
      RunStore.Acceptance acceptance =
          runs.accept(
              acceptable.run(),
              acceptable.initial(),
              standing.resource(),
              acceptable.next(),
              acceptable.displaced());
      switch (acceptance) {
        case ACCEPTED -> {
          acceptable.displaced().forEach(this::tell);
          return acceptable.run();
        }
        case EXISTS -> {
          return runs.run(runId).orElseThrow();
        }
        case CHANGED -> LOG.info("The resource of run {} changed meanwhile", runId);
      }
      if (!time.now().plus(pause).isBefore(until)) {
        throw new IllegalStateException(
            "Run %s could not be accepted: its resource is not at rest".formatted(runId));
      }
      time.pause(pause);
      Standing changed = Standing.of(runs.resource(resource), runs);
      if (changed.resource().revision() != standing.resource().revision()) {
        proposal = proposed(propose, changed);
      }
      standing = changed;
    }
  }

  private Proposal proposed(Function<Standing, Proposal> propose, Standing standing) {
    Proposal proposal = propose.apply(standing);
    proposal.listing().forEach(runs::saveListing);
    return proposal;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void tell(Displaced displaced) {
    try {
      completion.answer(displaced.run().id());
    } catch (RuntimeException e) {
      LOG.warn("{} is left to the watchdog", displaced.run(), e);
    }
  }
}
