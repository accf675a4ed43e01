package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.run.Resource.LastGood;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTest {
  private static final Instant T = SampleRuns.REQUESTED_AT.minusSeconds(60);
  private static final LastGood LAST_GOOD =
      new LastGood("run-1", "hash", "v1", Map.of("RunId", "run-1"));

  private final Resource resource =
      new Resource(7, T, "run-1", "request-1", "run-1", "p-1", LAST_GOOD);
  private final Run next = SampleRuns.create("run-2");

  @Test
  void onlyANewerRequestHasNotBeenSeen() {
    assertThat(resource.hasSeen(T.minusMillis(1))).isTrue();
    assertThat(resource.hasSeen(T)).isTrue();
    assertThat(resource.hasSeen(T.plusMillis(1))).isFalse();
    assertThat(Resource.NEW.hasSeen(T)).isFalse();
  }

  @Test
  void requestThatIsOnlySeenIsTheLatestAndNothingElseChanges() {
    assertThat(resource.seen(next))
        .isEqualTo(
            new Resource(8, SampleRuns.REQUESTED_AT, "run-2", "run-2", "run-1", "p-1", LAST_GOOD));
  }

  @Test
  void runThatBeginsIsTheCurrentOneAndTheLastGoodStays() {
    assertThat(resource.begun(next, "p-2"))
        .isEqualTo(
            new Resource(8, SampleRuns.REQUESTED_AT, "run-2", "run-2", "run-2", "p-2", LAST_GOOD));
  }

  @Test
  void deletedResourceRemembersOnlyItsDelete() {
    assertThat(resource.deleted(next))
        .isEqualTo(new Resource(8, SampleRuns.REQUESTED_AT, "run-2", "run-2", "run-2", null, null));
  }

  @Test
  void messageByHandIsTheNewestAndLeavesCloudFormationsNewestRequestAsItIs() {
    assertThat(resource.seen(SampleRuns.byHand("run-2")))
        .isEqualTo(
            new Resource(
                8, SampleRuns.REQUESTED_AT, "run-1", "request-1", "run-1", "p-1", LAST_GOOD));
  }

  @Test
  void overtakenRequestIsCloudFormationsNewestAndNothingElseChanges() {
    assertThat(resource.overtaken(next))
        .isEqualTo(new Resource(8, T, "run-2", "run-2", "run-1", "p-1", LAST_GOOD));
  }

  @Test
  void requestIsSentAgainByAnotherRunOfTheSameRequest() {
    Resource seen = Resource.NEW.begun(next, "p-2");
    Run again = SampleRuns.askedBy(next.requester(), SampleRuns.create("run-3"));

    assertThat(seen.isSentAgainBy(again)).isTrue();
    assertThat(seen.isSentAgainBy(next)).as("the very run").isFalse();
    assertThat(seen.isSentAgainBy(SampleRuns.create("run-3"))).as("another request").isFalse();
    assertThat(seen.isSentAgainBy(SampleRuns.byHand("run-3"))).as("by hand").isFalse();
  }

  @Test
  void requestIsSentAgainWhateverCameByHandBetween() {
    Resource seen = Resource.NEW.begun(next, "p-2").seen(SampleRuns.byHand("by-hand"));

    assertThat(seen.isSentAgainBy(SampleRuns.askedBy(next.requester(), SampleRuns.create("run-3"))))
        .isTrue();
  }

  @Test
  void nothingIsSentAgainBeforeTheFirstRequest() {
    assertThat(Resource.NEW.isSentAgainBy(next)).isFalse();
    assertThat(Resource.NEW.isSentAgainBy(SampleRuns.byHand("run-2"))).isFalse();
  }

  @Test
  void dataOfTheLastGoodRunDoesNotChange() {
    Map<String, String> data = new HashMap<>(Map.of("RunId", "run-1"));
    LastGood lastGood = new LastGood("run-1", "hash", "v1", data);
    data.clear();

    assertThat(lastGood).isEqualTo(LAST_GOOD);
  }
}
