package io.stackseed.aws;

import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Repeats writes that met another transaction. The SDK does not retry a canceled transaction, and
 * every committing worker writes the one progress item ("TransactWriteItems", Amazon DynamoDB API
 * Reference).
 */
final class ConflictRetries {
  private static final int MAX_TRIES = 40;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  /** With it, all tries together pause for less than 20 seconds: an invocation outlasts them. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private static final String NONE = "None";
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final Set<String> PASSING =
      Set.of(NONE, "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private final Backoff backoff;

  ConflictRetries(Time time, RandomGenerator random) {
    this.backoff = new Backoff(time, random, FIRST_PAUSE, LONGEST_PAUSE);
  }

  /**
   * Carries out a transaction.
   *
   * @return empty if it was; else a reason for each of its writes, at least one of which is a
   *     failed condition
   */
  Optional<List<CancellationReason>> transact(Runnable transaction) {
    for (int tries = 1; ; tries++) {
      try {
        transaction.run();
        return Optional.empty();
      } catch (TransactionCanceledException e) {
        if (e.cancellationReasons().stream().anyMatch(ConflictRetries::failedCondition)) {
          return Optional.of(e.cancellationReasons());
        }
        boolean passing =
            e.cancellationReasons().stream().allMatch(reason -> PASSING.contains(reason.code()));
        if (!passing || tries == MAX_TRIES) {
          throw e;
        }
      } catch (TransactionConflictException | TransactionInProgressException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
      pause(tries);
    }
  }

  /**
   * Carries out a conditional write.
   *
   * @return empty if its condition failed
   */
  <T> Optional<T> write(Supplier<T> write) {
    for (int tries = 1; ; tries++) {
      try {
        return Optional.of(write.get());
      } catch (ConditionalCheckFailedException e) {
        return Optional.empty();
      } catch (TransactionConflictException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
      pause(tries);
    }
  }

  static boolean failedCondition(CancellationReason reason) {
    return CONDITION_FAILED.equals(reason.code());
  }

  private void pause(int tries) {
    try {
      backoff.pause(tries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries of a transaction", e);
    }
  }
}
