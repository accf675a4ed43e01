package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stackseed.time.LongestPauses;
import io.stackseed.time.ManualTime;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

class ConflictRetriesTest {
  private static final Instant START = Instant.parse("2024-05-01T12:00:00Z");
  private static final int MAX_TRIES = 40;

  private final ManualTime time = new ManualTime(START);
  private final ConflictRetries retries = new ConflictRetries(time, new Random(1));
  private final Deque<RuntimeException> script = new ArrayDeque<>();
  private int calls;

  // Transactions

  @Test
  void transactionThatSucceedsIsCarriedOutOnce() {
    assertThat(retries.transact(this::call)).isEmpty();

    assertThat(calls).isEqualTo(1);
    assertThat(time.now()).isEqualTo(START);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
  void transactionCanceledForAReasonThatPassesIsRepeated(String code) {
    throwing(3, canceled(code, "None"));

    assertThat(retries.transact(this::call)).isEmpty();

    assertThat(calls).isEqualTo(4);
    assertThat(time.now()).as("it backed off").isAfter(START);
  }

  @Test
  void transactionThatMeetsAnotherOrItselfIsRepeated() {
    throwing(1, TransactionConflictException.builder().build());
    throwing(1, TransactionInProgressException.builder().build());

    assertThat(retries.transact(this::call)).isEmpty();

    assertThat(calls).isEqualTo(3);
  }

  @Test
  void failedConditionIsReturnedWithAllReasons() {
    throwing(1, canceled("None", "ConditionalCheckFailed"));

    assertThat(retries.transact(this::call))
        .hasValueSatisfying(
            reasons ->
                assertThat(reasons)
                    .extracting(CancellationReason::code)
                    .containsExactly("None", "ConditionalCheckFailed"));
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void failedConditionBesideAConflictIsNotRepeated() {
    throwing(1, canceled("TransactionConflict", "ConditionalCheckFailed"));

    assertThat(retries.transact(this::call)).isPresent();

    assertThat(calls).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ValidationError", "ItemCollectionSizeLimitExceeded", "SomethingNew"})
  void transactionCanceledForAnyOtherReasonIsNotRepeated(String code) {
    TransactionCanceledException canceled = canceled("TransactionConflict", code);
    throwing(1, canceled);

    assertThatThrownBy(() -> retries.transact(this::call)).isSameAs(canceled);

    assertThat(calls).isEqualTo(1);
  }

  @Test
  void anyOtherErrorIsLeftToTheSdk() {
    RuntimeException throttled = ProvisionedThroughputExceededException.builder().build();
    throwing(1, throttled);

    assertThatThrownBy(() -> retries.transact(this::call)).isSameAs(throttled);

    assertThat(calls).isEqualTo(1);
  }

  @Test
  void conflictWithoutEndIsGivenUp() {
    for (RuntimeException conflict :
        List.of(
            canceled("TransactionConflict"),
            TransactionConflictException.builder().build(),
            TransactionInProgressException.builder().build())) {
      calls = 0;
      script.clear();
      throwing(MAX_TRIES, conflict);

      assertThatThrownBy(() -> retries.transact(this::call)).isSameAs(conflict);

      assertThat(calls).isEqualTo(MAX_TRIES);
    }
  }

  @Test
  void allTriesTogetherPauseForLessThanAnInvocationLasts() {
    ConflictRetries longest = new ConflictRetries(time, new LongestPauses());
    throwing(MAX_TRIES, canceled("TransactionConflict"));
    throwing(MAX_TRIES, TransactionConflictException.builder().build());

    assertThatThrownBy(() -> longest.transact(this::call))
        .isInstanceOf(TransactionCanceledException.class);

    assertThat(Duration.between(START, time.now())).isEqualTo(Duration.ofMillis(18_250));
    assertThatThrownBy(() -> longest.write(this::called))
        .isInstanceOf(TransactionConflictException.class);
    assertThat(Duration.between(START, time.now())).isEqualTo(Duration.ofMillis(36_500));
  }

  @Test
  void conflictThatEndsWithTheLastTryIsNotGivenUp() {
    throwing(MAX_TRIES - 1, canceled("TransactionConflict"));

    assertThat(retries.transact(this::call)).isEmpty();

    assertThat(calls).isEqualTo(MAX_TRIES);
  }

  // Conditional writes

  @Test
  void writeReturnsWhatTheServiceDid() {
    throwing(2, TransactionConflictException.builder().build());

    assertThat(retries.write(this::called)).contains("called");

    assertThat(calls).isEqualTo(3);
  }

  @Test
  void writeWhoseConditionFailedReturnsNothing() {
    throwing(1, ConditionalCheckFailedException.builder().build());

    assertThat(retries.write(this::called)).isEmpty();

    assertThat(calls).isEqualTo(1);
  }

  @Test
  void writeThatAlwaysConflictsIsGivenUp() {
    RuntimeException conflict = TransactionConflictException.builder().build();
    throwing(MAX_TRIES, conflict);

    assertThatThrownBy(() -> retries.write(this::called)).isSameAs(conflict);

    assertThat(calls).isEqualTo(MAX_TRIES);
  }

  @Test
  void writeLeavesAnyOtherErrorToTheSdk() {
    RuntimeException throttled = ProvisionedThroughputExceededException.builder().build();
    throwing(1, throttled);

    assertThatThrownBy(() -> retries.write(this::called)).isSameAs(throttled);

    assertThat(calls).isEqualTo(1);
  }

  // Interruption

  @Test
  void interruptionEndsTheTriesAndIsNotForgotten() {
    ConflictRetries interrupted = new ConflictRetries(new InterruptedTime(), new Random(1));
    throwing(5, canceled("TransactionConflict"));

    Throwable thrown = catchThrowable(() -> interrupted.transact(this::call));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("interrupted between two tries of a transaction")
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(calls).isEqualTo(1);
  }

  private void throwing(int times, RuntimeException exception) {
    for (int time = 0; time < times; time++) {
      script.add(exception);
    }
  }

  private String called() {
    call();
    return "called";
  }

  private void call() {
    calls++;
    @Nullable RuntimeException next = script.poll();
    if (next != null) {
      throw next;
    }
  }

  private static TransactionCanceledException canceled(String... codes) {
    return TransactionCanceledException.builder()
        .cancellationReasons(
            Stream.of(codes).map(code -> CancellationReason.builder().code(code).build()).toList())
        .build();
  }

  private static final class InterruptedTime implements Time {
    @Override
    public Instant now() {
      return START;
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      throw new InterruptedException("stop");
    }
  }
}
