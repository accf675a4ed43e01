package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.run.Resource.LastGood;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTest {
  private static final Instant T = Instant.parse("2024-05-01T12:00:00Z");
  private static final LastGood LAST_GOOD = new LastGood("hash", "v1", Map.of("RunId", "run-1"));

  private final Resource resource = new Resource(7, T, "run-1", "p-1", LAST_GOOD);

  @Test
  void onlyANewerRequestHasNotBeenSeen() {
    assertThat(resource.hasSeen(T.minusMillis(1))).isTrue();
    assertThat(resource.hasSeen(T)).isTrue();
    assertThat(resource.hasSeen(T.plusMillis(1))).isFalse();
    assertThat(Resource.NEW.hasSeen(T)).isFalse();
  }

  @Test
  void requestThatIsOnlySeenChangesTheTimeAlone() {
    assertThat(resource.seen(T.plusSeconds(1)))
        .isEqualTo(new Resource(8, T.plusSeconds(1), "run-1", "p-1", LAST_GOOD));
  }

  @Test
  void runThatBeginsIsTheCurrentOneAndTheLastGoodStays() {
    assertThat(resource.begun(T.plusSeconds(1), "run-2", "p-2"))
        .isEqualTo(new Resource(8, T.plusSeconds(1), "run-2", "p-2", LAST_GOOD));
  }

  @Test
  void deletedResourceRemembersOnlyWhen() {
    assertThat(resource.deleted(T.plusSeconds(1)))
        .isEqualTo(new Resource(8, T.plusSeconds(1), null, null, null));
  }

  @Test
  void dataOfTheLastGoodRunDoesNotChange() {
    Map<String, String> data = new HashMap<>(Map.of("RunId", "run-1"));
    LastGood lastGood = new LastGood("hash", "v1", data);
    data.clear();

    assertThat(lastGood).isEqualTo(LAST_GOOD);
  }
}
