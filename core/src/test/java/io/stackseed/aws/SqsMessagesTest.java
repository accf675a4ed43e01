package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.stackseed.aws.SqsMessages.Action;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqsMessagesTest {
  private final Context context = mock(Context.class);
  private final Map<String, Duration> retries = new LinkedHashMap<>();

  @BeforeEach
  void ninetySecondsAreLeft() {
    when(context.getRemainingTimeInMillis()).thenReturn(90_000);
  }

  @Test
  void eventWhoseMessagesAreAllDoneHasNoFailures() {
    List<String> bodies = new ArrayList<>();

    SQSBatchResponse response =
        handle(
            (body, until) -> {
              bodies.add(body);
              return new Done();
            },
            "a",
            "b");

    assertThat(response.getBatchItemFailures()).isNotNull().isEmpty();
    assertThat(bodies).containsExactly("body a", "body b");
    assertThat(retries).isEmpty();
  }

  @Test
  void eventWithoutMessagesHasNoFailures() {
    assertThat(handle((body, until) -> new Done()).getBatchItemFailures()).isNotNull().isEmpty();
  }

  @Test
  void invocationMustBeOverWhenLambdaSaysSo() {
    Instant before = Instant.now();
    List<Instant> untils = new ArrayList<>();

    handle(
        (body, until) -> {
          untils.add(until);
          return new Done();
        },
        "a");

    assertThat(untils)
        .singleElement()
        .satisfies(
            until ->
                assertThat(until).isBetween(before.plusSeconds(90), Instant.now().plusSeconds(90)));
  }

  @Test
  void taskThatFailsBringsItsMessageBackWhenItsVisibilityEnds() {
    SQSBatchResponse response =
        SqsMessages.handle(
            event("a", "b"),
            context,
            (body, until) -> {
              if (body.equals("body a")) {
                throw new IllegalStateException("not now");
              }
            });

    assertThat(failed(response)).containsExactly("a");
  }

  @Test
  void messageThatIsToComeBackIsReportedAndHiddenForItsDelay() {
    SQSBatchResponse response =
        handle(
            (body, until) ->
                body.equals("body b") ? new RetryIn(Duration.ofSeconds(41)) : new Done(),
            "a",
            "b",
            "c");

    assertThat(failed(response)).containsExactly("b");
    assertThat(retries).containsExactly(Map.entry("receipt b", Duration.ofSeconds(41)));
  }

  @Test
  void messageThatThrowsIsReportedAndNoOtherIs() {
    SQSBatchResponse response =
        handle(
            (body, until) -> {
              if (body.equals("body a")) {
                throw new IllegalArgumentException("a message that is not JSON");
              }
              return new Done();
            },
            "a",
            "b");

    assertThat(failed(response)).containsExactly("a");
    assertThat(retries).isEmpty();
  }

  @Test
  void messageWhoseDelayCannotBeChangedIsReportedAllTheSame() {
    SQSBatchResponse response =
        SqsMessages.handle(
            event("a", "b"),
            context,
            (body, until) -> new RetryIn(Duration.ofSeconds(5)),
            (receipt, delay) -> {
              throw new IllegalStateException("the receipt has expired");
            });

    assertThat(failed(response)).containsExactly("a", "b");
  }

  @Test
  void interruptionIsReportedAndNotForgotten() {
    SQSBatchResponse response =
        handle(
            (body, until) -> {
              throw new InterruptedException("stop");
            },
            "a");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed(response)).containsExactly("a");
  }

  @Test
  void errorFailsTheWholeInvocation() {
    assertThatThrownBy(
            () ->
                handle(
                    (body, until) -> {
                      throw new OutOfMemoryError("killed");
                    },
                    "a"))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("killed");
  }

  private SQSBatchResponse handle(Action action, String... messages) {
    return SqsMessages.handle(event(messages), context, action, retries::put);
  }

  private static SQSEvent event(String... messages) {
    SQSEvent event = new SQSEvent();
    event.setRecords(Stream.of(messages).map(SqsMessagesTest::message).toList());
    return event;
  }

  private static SQSMessage message(String id) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle("receipt " + id);
    message.setBody("body " + id);
    return message;
  }

  private static List<String> failed(SQSBatchResponse response) {
    return response.getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }
}
