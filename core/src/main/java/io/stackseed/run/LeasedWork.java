package io.stackseed.run;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.Unfinished;
import io.stackseed.log.LogContext;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the work a message points to under its lease, and settles the run. A message may come
 * any number of times and in any order: the marker says what is left to do.
 */
public final class LeasedWork {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedWork.class);

  /** How long after its invocation an owner may still be heard of. */
  private static final Duration LEASE_SLACK = Duration.ofSeconds(15);

  /** When a message comes back that failed before or after its work. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final RunStore runs;
  private final Sources sources;
  private final Completion completion;
  private final Time time;
  private final Supplier<String> owners;

  /**
   * @param owners a new name for each invocation, never given twice
   */
  public LeasedWork(RunStore runs, Completion completion, Time time, Supplier<String> owners) {
    this.runs = runs;
    this.sources = new Sources(runs);
    this.completion = completion;
    this.time = time;
    this.owners = owners;
  }

  /** What is done under the lease. When it returns or throws, none of its calls is under way. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param owner of the lease
     */
    void carryOut(Load load, String owner) throws Exception;
  }

  /**
   * Leases, works, settles.
   *
   * @param range the bytes the work is about; null for the whole object
   * @param until when the invocation must be over
   */
  public Acknowledgement carryOut(Leased what, @Nullable ByteRange range, Instant until, Work work)
      throws InterruptedException {
    return LogContext.about(what.runId(), what, () -> take(what, range, until, work));
  }

  private Acknowledgement take(Leased what, @Nullable ByteRange range, Instant until, Work work)
      throws InterruptedException {
    try {
      Run run = runs.run(what.runId()).orElse(null);
      if (run == null || run.load() == null) {
        LOG.warn("{} belongs to no run any more", what);
        return new Done();
      }
      if (what instanceof ChunkId && run.outcome() == null) {
        Instant quietAt = completion.findSilence(run).at();
        if (quietAt != null && time.now().isBefore(quietAt)) {
          return retryAt(quietAt);
        }
      }
      return leased(what, run.load(), range, until, work);
    } catch (RuntimeException e) {
      LOG.error("{} comes back", what, e);
      return new RetryIn(RETRY);
    }
  }

  private Acknowledgement leased(
      Leased what, Load load, @Nullable ByteRange range, Instant until, Work work)
      throws InterruptedException {
    Instant now = time.now();
    if (!now.isBefore(until)) {
      // A lease that ends before anything is done would count as an attempt.
      return new RetryIn(RETRY);
    }
    String owner = owners.get();
    Lease lease = runs.lease(what, new LeaseRequest(owner, now, until.plus(LEASE_SLACK)));
    if (lease instanceof Lease.Held held) {
      LOG.info("{} is under way until {}: the watchdog sees to it", what, held.until());
      return new Done();
    }
    if (lease instanceof Lease.Resting resting) {
      return new RetryIn(Duration.between(time.now(), resting.until()));
    }
    if (lease instanceof Lease.Exhausted exhausted) {
      return failed(what, unfinished(what, load, range, exhausted.attempts(), exhausted.cause()));
    }
    if (lease instanceof Lease.Granted) {
      LOG.info("{} is leased", what);
      Optional<Acknowledgement> unfinished = attempt(what, load, range, owner, work);
      if (unfinished.isPresent()) {
        return unfinished.get();
      }
    }
    completion.settle(what.runId());
    return new Done();
  }

  private RetryIn retryAt(Instant instant) {
    return new RetryIn(Duration.between(time.now(), instant).plusSeconds(1));
  }

  private Done failed(Leased what, Failure failure) {
    completion.fail(what.runId(), failure);
    completion.announce(what.runId());
    return new Done();
  }

  /** Empty if the work is done. */
  private Optional<Acknowledgement> attempt(
      Leased what, Load load, @Nullable ByteRange range, String owner, Work work)
      throws InterruptedException {
    try {
      work.carryOut(load, owner);
      return Optional.empty();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String cause = e.getClass().getSimpleName();
      // A call whose fate is unknown may still take effect.
      Instant quietAt = time.now().plus(LEASE_SLACK);
      int attempts = runs.release(what, owner, cause, quietAt).orElse(0);
      Optional<Failure> permanent =
          PermanentFailures.of(e, object(what, load).location().toString());
      if (permanent.isPresent()) {
        return Optional.of(failed(what, permanent.get()));
      }
      LOG.error("{} was not finished in attempt {}", what, attempts, e);
      if (attempts >= LeaseRequest.MAX_ATTEMPTS) {
        return Optional.of(
            failed(
                what,
                e instanceof NoAdvanceException stuck
                    ? stuck.failure()
                    : unfinished(what, load, range, attempts, cause)));
      }
      return Optional.of(retryAt(quietAt));
    }
  }

  private Unfinished unfinished(
      Leased what, Load load, @Nullable ByteRange range, int attempts, @Nullable String cause) {
    return Sources.unfinished(object(what, load), range, attempts, cause);
  }

  private SourceObject object(Leased what, Load load) {
    return sources.object(load.source(), Sources.objectOf(what).object());
  }
}
