package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.failure.Failure.Superseded;
import io.stackseed.item.Value;
import io.stackseed.request.Notification;
import io.stackseed.run.Load;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.shape.AttributePath;
import io.stackseed.shape.HashKey;
import io.stackseed.shape.HashKeys;
import io.stackseed.shape.Sampling;
import io.stackseed.shape.Shaping;
import io.stackseed.testing.Fakes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a request says of items, and when it is frozen. */
class ShapedRequestsTest {
  private static final String IN_THIRTY_DAYS =
      Long.toString(Fakes.START.plus(Duration.ofDays(30)).getEpochSecond());

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  @Test
  void whatIsAskedForIsFrozenWithTheRun() {
    scene.publish(
        RequestText.create("request-1")
            .property("SamplePercent", "10")
            .property("Hash", "[\"mail\"]")
            .property("DryRun", "true"));

    assertThat(load().shaping().sampling()).isEqualTo(new Sampling("id", BigDecimal.TEN));
    assertThat(load().shaping().hashKey()).isEqualTo(Fakes.HASH_KEY.fingerprint());
    assertThat(load().dryRun()).isTrue();
  }

  @Test
  void aRequestThatSaysNothingAsksForNoKey() {
    fakes.hashKeys = HashKeys.none();

    scene.publish(RequestText.create("request-1"));

    assertThat(load().shaping()).isEqualTo(Shaping.NONE);
    assertThat(load().dryRun()).isFalse();
  }

  // now

  @Test
  void nowIsWhenTheRunIsAcceptedHoweverOftenItsRequestIsDelivered() {
    Notification notification =
        scene.notification(RequestText.create("request-1").property("Set", ttl()));
    scene.deliver(notification);
    assertThat(set()).isEqualTo(Map.of(AttributePath.parse("ttl"), new Value.N(IN_THIRTY_DAYS)));

    fakes.time.advance(Duration.ofMinutes(10));
    scene.deliver(notification);
    scene.deliver(scene.requests(), notification);

    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(set()).isEqualTo(Map.of(AttributePath.parse("ttl"), new Value.N(IN_THIRTY_DAYS)));
  }

  @Test
  void nowIsTheSameInARunThatGoesOn() {
    scene.publish(RequestText.create("request-1").property("Set", ttl()));
    Run first = scene.run();
    fakes.completion.cancel(first.id(), new Superseded("a test"));
    fakes.time.advance(Duration.ofHours(1));

    scene.publish(RequestText.resume(first.id()));

    assertThat(scene.run().id()).isNotEqualTo(first.id());
    assertThat(load().resumes()).isEqualTo(first.id());
    assertThat(set()).isEqualTo(Map.of(AttributePath.parse("ttl"), new Value.N(IN_THIRTY_DAYS)));
  }

  @Test
  void nowIsLaterInALaterRun() {
    scene.publish(RequestText.create("request-1").property("Set", ttl()));
    scene.loadAll();
    fakes.time.advance(Duration.ofHours(1));

    scene.publish(
        RequestText.update("request-2", scene.answer().path("PhysicalResourceId").asText())
            .property("Set", ttl())
            .property("DataVersion", "2")
            .oldProperty("DataVersion", "1"));

    assertThat(set())
        .isEqualTo(
            Map.of(
                AttributePath.parse("ttl"),
                new Value.N(Long.toString(Long.parseLong(IN_THIRTY_DAYS) + 3600))));
  }

  // The key

  @Test
  void hashingWithoutAKeyFailsAtOnceAndSaysWhichParameterToSet() {
    fakes.hashKeys = HashKeys.none();

    assertRefused(
        RequestText.create("request-1").property("Hash", "[\"mail\"]"),
        "Hash: the ingest stack has no key to hash with. Set its parameter HashKeyArn to the ARN of"
            + " a secret, or remove Hash.");
  }

  @Test
  void aKeyThatCannotBeReadForNowIsReadWhenTheRequestComesAgain() {
    Notification notification =
        scene.notification(RequestText.create("request-1").property("Hash", "[\"mail\"]"));
    fakes.hashKeys =
        () -> {
          throw new IllegalStateException("throttled");
        };
    assertThatThrownBy(() -> scene.deliver(notification)).hasMessage("throttled");
    assertThat(fakes.runs.runs()).isEmpty();

    fakes.hashKeys = () -> Fakes.HASH_KEY;
    scene.deliver(notification);

    assertThat(load().shaping().hashKey()).isEqualTo(Fakes.HASH_KEY.fingerprint());
  }

  /** Else a key that was changed would fail every run until the functions forget it. */
  @Test
  void everyRunBeginsWithTheKeyAsItIsThen() {
    scene.publish(RequestText.create("request-1").property("Hash", "[\"mail\"]"));
    scene.loadAll();
    HashKey other = new HashKey(new byte[32]);
    fakes.hashKeys = () -> other;

    scene.publish(
        RequestText.update("request-2", scene.answer().path("PhysicalResourceId").asText())
            .property("Hash", "[\"mail\"]")
            .property("DataVersion", "2"));

    assertThat(load().shaping().hashKey()).isEqualTo(other.fingerprint());
  }

  // What the table could not take

  @Test
  void whatTheTableCouldNotTakeFailsAtOnce() {
    assertRefused(
        RequestText.create("request-1").property("Remove", "[\"id\"]"),
        "Remove: 'id' is a key of the table, without which there is no item. Take it off the list;"
            + " Hash can mask it.");
  }

  @Test
  void aKeyThatSetGivesNeedNotBeInTheHeaderOfACsv() {
    scene.put("orders.csv", "name\nann\n");
    assertRefused(
        RequestText.create("request-1").property("DataIngestFile", "orders.csv"),
        "CsvHeader: the header has no 'id', which is a key of the table. Correct the file's header,"
            + " or name its fields with CsvHeader.");

    scene.publish(
        RequestText.create("request-2")
            .property("DataIngestFile", "orders.csv")
            .property("Set", JsonNodeFactory.instance.objectNode().put("id", "seed")));

    assertThat(load().shaping().given()).containsExactly("id");
  }

  // Updates

  @Test
  void anUpdateOfWhatBecomesOfItemsIngestsAgainAndOneOfNothingDoesNot() {
    scene.publish(RequestText.create("request-1").property("SamplePercent", "1"));
    scene.loadAll();
    String id = scene.answer().path("PhysicalResourceId").asText();

    scene.publish(
        RequestText.update("request-2", id)
            .property("SamplePercent", "1.0")
            .oldProperty("SamplePercent", "1"));
    assertThat(scene.run().load()).isNull();

    scene.publish(
        RequestText.update("request-3", id)
            .property("SamplePercent", "2")
            .oldProperty("SamplePercent", "1"));
    assertThat(load().shaping().sampling()).isEqualTo(new Sampling("id", BigDecimal.valueOf(2)));
  }

  private void assertRefused(RequestText request, String reason) {
    scene.publish(request);

    assertThat(scene.told()).isEqualTo("FAILED: " + reason);
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(fakes.chunks.sent()).isEmpty();
  }

  private static ObjectNode ttl() {
    return JsonNodeFactory.instance.objectNode().put("ttl", "now+P30D");
  }

  private Map<AttributePath, Value> set() {
    return load().shaping().set();
  }

  private Load load() {
    return Objects.requireNonNull(scene.run().load());
  }
}
