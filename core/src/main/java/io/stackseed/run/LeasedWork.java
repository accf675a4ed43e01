package io.stackseed.run;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.Leased;
import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.Unfinished;
import io.stackseed.source.ByteRange;
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

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final RunStore runs;
  private final Completion completion;
  private final Time time;
  private final Supplier<String> owners;

  /**
   * @param owners a new name for each invocation, never given twice
   */
  public LeasedWork(RunStore runs, Completion completion, Time time, Supplier<String> owners) {
    this.runs = runs;
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
    try {
      Load load = runs.run(what.runId()).map(Run::load).orElse(null);
      if (load == null) {
        LOG.warn("{} belongs to no run any more", what);
        return new Done();
      }
      String owner = owners.get();
      Lease lease = runs.lease(what, new LeaseRequest(owner, time.now(), until.plus(LEASE_SLACK)));
      if (lease instanceof Lease.Held held) {
        return new RetryIn(Duration.between(time.now(), held.until()).plusSeconds(1));
      }
      if (lease instanceof Lease.Exhausted exhausted) {
        completion.fail(
            what.runId(), unfinished(load, range, exhausted.attempts(), exhausted.cause()));
      } else if (lease instanceof Lease.Granted) {
        Optional<RetryIn> retry = attempt(what, load, range, owner, work);
        if (retry.isPresent()) {
          return retry.get();
        }
      }
      completion.settle(what.runId());
      return new Done();
    } catch (AnswerUndeliveredException e) {
      LOG.warn("{}", e.getMessage(), e.getCause());
      return new RetryIn(Completion.DELIVERY.plus(RETRY));
    } catch (RuntimeException e) {
      LOG.error("{} comes back", what, e);
      return new RetryIn(RETRY);
    }
  }

  /** Empty if there is nothing to try again. */
  private Optional<RetryIn> attempt(
      Leased what, Load load, @Nullable ByteRange range, String owner, Work work)
      throws InterruptedException {
    try {
      work.carryOut(load, owner);
      return Optional.empty();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String cause = e.getClass().getSimpleName();
      int attempts = runs.release(what, owner, cause);
      Optional<Failure> permanent = PermanentFailures.of(e, load.source().location().toString());
      if (permanent.isPresent()) {
        completion.fail(what.runId(), permanent.get());
        return Optional.empty();
      }
      LOG.error("{} was not finished in attempt {}", what, attempts, e);
      if (attempts >= LeaseRequest.MAX_ATTEMPTS) {
        completion.fail(what.runId(), unfinished(load, range, attempts, cause));
        return Optional.empty();
      }
      return Optional.of(new RetryIn(RETRY));
    }
  }

  private static Unfinished unfinished(
      Load load, @Nullable ByteRange range, int attempts, @Nullable String cause) {
    ByteRange bytes = range == null ? new ByteRange(0, load.source().sizeBytes()) : range;
    return new Unfinished(
        load.source().location().toString(),
        bytes.start(),
        bytes.endExclusive() - 1,
        attempts,
        cause);
  }
}
