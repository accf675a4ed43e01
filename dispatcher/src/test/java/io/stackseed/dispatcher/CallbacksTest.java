package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.request.IngestRequest;
import io.stackseed.request.Notification;
import io.stackseed.request.RequestReader;
import io.stackseed.request.TopicArn;
import io.stackseed.run.CompletionHandle;
import io.stackseed.run.Deadlines;
import io.stackseed.run.Load;
import io.stackseed.run.SampleRuns;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deadlines of requests that were published ten milliseconds after noon. */
class CallbacksTest {
  private static final Load AWAITED = SampleRuns.load(true);
  private static final Load UNAWAITED = SampleRuns.load(false);

  private final RequestsScene scene = new RequestsScene();
  private final Callbacks callbacks = new Callbacks(Set.of());
  private final Instant published = Fakes.START.plusMillis(10);

  // ServiceTimeout

  @ParameterizedTest
  @CsvSource({
    "3600, 3420, 3595",
    "3400, 3230, 3395",
    "3000, 2850, 2995",
    "300, 150, 295",
    "60, -90, 55",
    "20, -130, 18",
    "1, -149, 0.9"
  })
  void aServiceTimeoutLeavesTimeToAnswer(String timeout, long deadline, double answerBy) {
    Deadlines deadlines = deadlines(create().property("ServiceTimeout", timeout), AWAITED, null);

    assertThat(deadlines.deadline()).isEqualTo(published.plusSeconds(deadline));
    assertThat(deadlines.answerBy()).isEqualTo(published.plusMillis((long) (answerBy * 1_000)));
    assertThat(deadlines.endBy()).isEqualTo(deadlines.deadline());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "3601", "abc"})
  void aServiceTimeoutThatIsNoneIsAnHour(String timeout) {
    Deadlines deadlines = deadlines(create().property("ServiceTimeout", timeout), AWAITED, null);

    assertThat(deadlines)
        .isEqualTo(
            new Deadlines(
                published.plusSeconds(3_420),
                published.plusSeconds(3_595),
                published.plusSeconds(3_420)));
  }

  // The URL's expiry

  @ParameterizedTest
  @ValueSource(strings = {"X-Amz-Date=20261122T120000Z&X-Amz-Expires=1800", "Expires=1795350600"})
  void aUrlThatExpiresSoonerThanTheTimeoutIsAnsweredBefore(String expiry) {
    Deadlines deadlines = deadlines(expiring(expiry), AWAITED, null);

    Instant expires = Fakes.START.plusSeconds(1_800);
    assertThat(deadlines)
        .isEqualTo(
            new Deadlines(
                expires.minusSeconds(180), expires.minusSeconds(5), expires.minusSeconds(180)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Amz-Date=20261122T120000Z&X-Amz-Expires=7200",
        "Expires=1795354300",
        "X-Amz-Expires=60",
        "Expires=soon"
      })
  void aUrlThatExpiresLaterOrDoesNotSayLeavesTheTimeout(String expiry) {
    assertThat(deadlines(expiring(expiry), AWAITED, null).answerBy())
        .isEqualTo(published.plusSeconds(3_595));
  }

  @Test
  void aRunFailsBeforeItsUrlExpires() {
    RequestText create = expiring("X-Amz-Date=20261122T120000Z&X-Amz-Expires=900");
    scene.publish(create);
    scene.fakes.time.advance(Duration.ofMinutes(11));
    scene.watch();

    assertThat(scene.told()).startsWith("FAILED: ServiceTimeout: 0 of 1 chunks were loaded");
    assertThat(scene.outcome().at()).isBefore(Fakes.START.plusSeconds(895));
    assertThat(scene.fakes.sender.sent().get(0).until())
        .isBeforeOrEqualTo(Fakes.START.plusSeconds(895));
  }

  // After the answer

  @Test
  void aRunThatGoesOnAfterItsAnswerHas24Hours() {
    Deadlines deadlines = deadlines(create(), UNAWAITED, null);

    assertThat(deadlines.deadline()).isEqualTo(published.plusSeconds(3_420));
    assertThat(deadlines.endBy()).isEqualTo(published.plus(Duration.ofHours(24)));
  }

  @Test
  void aRunThatSignalsEndsWhileItsConditionStillWaits() {
    Instant signalBy = published.plus(Duration.ofHours(12));
    CompletionHandle handle =
        callbacks.completionHandle(request(create()), RequestText.handle("Loaded"));
    assertThat(Objects.requireNonNull(handle).signalBy()).isEqualTo(signalBy);

    assertThat(deadlines(create(), UNAWAITED, handle).endBy())
        .isEqualTo(signalBy.minusSeconds(180));
  }

  @Test
  void aHandleThatExpiresIsSignalledBefore() {
    String url = RequestText.handle("Loaded").replace("X-Amz-Expires=86399", "X-Amz-Expires=10000");

    CompletionHandle handle = callbacks.completionHandle(request(create()), url);

    assertThat(Objects.requireNonNull(handle).signalBy())
        .isEqualTo(Fakes.START.plusSeconds(10_000));
    assertThat(deadlines(create(), UNAWAITED, handle).endBy())
        .isEqualTo(Fakes.START.plusSeconds(10_000 - 180));
  }

  @Test
  void aRunOfAMessageByHandHas24Hours() {
    Instant end = published.plus(Duration.ofHours(24));

    assertThat(deadlines(RequestText.byHand(), AWAITED, null))
        .isEqualTo(new Deadlines(end, end, end));
  }

  private static RequestText create() {
    return RequestText.create("request-1");
  }

  private static RequestText expiring(String query) {
    String url = create().responseUrl();
    return create()
        .with("ResponseURL", url.substring(0, url.indexOf('?') + 1) + query + "&X-Amz-Signature=5");
  }

  private IngestRequest request(RequestText text) {
    return RequestReader.read(
        new Notification(TopicArn.parse(RequestsScene.TOPIC), "message", published, text.text()));
  }

  private Deadlines deadlines(RequestText text, Load load, @Nullable CompletionHandle handle) {
    return callbacks.deadlines(request(text), load, handle);
  }
}
