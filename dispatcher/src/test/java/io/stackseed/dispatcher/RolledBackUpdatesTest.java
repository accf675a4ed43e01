package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.failure.Failure.Superseded;
import io.stackseed.run.Load;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.SampleRuns;
import io.stackseed.testing.Fakes;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An Update with its properties swapped, as CloudFormation sends one after an Update that failed.
 * The file may have been overwritten in between, most likely by what the Update was to load.
 */
class RolledBackUpdatesTest {
  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;
  private String id = "";

  @BeforeEach
  void createAndOverwrite() {
    id = scene.created();
    scene.put("orders.jsonl", "{\"id\":\"of the new version\"}\n");
  }

  @Test
  void aRollbackLoadsTheVersionThatWasLoadedThoughTheFileWasOverwritten() {
    publishUpdate();
    assertThat(SampleRuns.object(load()).versionId()).isEqualTo("version-2");
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));

    publishRollback();
    scene.loadAll();

    assertThat(SampleRuns.object(load()).versionId()).isEqualTo("version-1");
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(scene.answer().path("Data").path("SourceVersion").asText()).isEqualTo("version-1");
  }

  @Test
  void aRollbackOfAnUpdateThatSucceededLoadsWhatItsPropertiesNameNow() {
    publishUpdate();
    scene.loadAll();
    Resource updated = resource();
    assertThat(Objects.requireNonNull(updated.lastGood()).sourceVersion()).isEqualTo("version-2");

    publishRollback();
    scene.loadAll();

    // One good version is remembered, and that is the Update's.
    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(SampleRuns.object(load()).versionId()).isEqualTo("version-2");
  }

  @Test
  void aRollbackWhileTheUpdateStillLoadsTakesItsPlace() {
    publishUpdate();
    Run update = scene.run();

    publishRollback();
    scene.loadAll();

    assertThat(fakes.runs.progress(update.id()).state()).isEqualTo(RunState.CANCELLED);
    assertThat(SampleRuns.object(load()).versionId()).isEqualTo("version-1");
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRollbackOfAnUpdateThatWasRefusedLoadsTheLastGoodVersionToo() {
    scene.publish(
        RequestText.update("request-2", id)
            .property("DataVersion", "2")
            .property("ChunkBytes", "too many"));
    assertThat(scene.told()).startsWith("FAILED: ChunkBytes:");

    scene.publish(
        RequestText.update("request-3", id)
            .oldProperty("DataVersion", "2")
            .oldProperty("ChunkBytes", "too many"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(answeredId()).isEqualTo(id);
    assertThat(SampleRuns.object(load()).versionId()).isEqualTo("version-1");
  }

  @Test
  void aRollbackThatFailedIsLoadedAgainInTheSameVersion() {
    publishUpdate();
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));
    publishRollback();
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));

    scene.publish(
        RequestText.update("request-3", id).oldProperty("DataVersion", "2").signed("signed-anew"));
    scene.loadAll();

    assertThat(SampleRuns.object(load()).versionId()).isEqualTo("version-1");
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void anUpdateAfterTheRollbackLoadsTheNewFile() {
    publishUpdate();
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));
    publishRollback();
    scene.loadAll();

    scene.publish(RequestText.update("request-4", id).property("DataVersion", "2"));
    scene.loadAll();

    assertThat(SampleRuns.object(load()).versionId()).isEqualTo("version-2");
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRollbackToAVersionThatIsGoneFailsByName() {
    publishUpdate();
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));
    fakes.objects.deleteVersion("ingest", "orders.jsonl", "version-1");

    publishRollback();

    assertThat(scene.told())
        .startsWith("FAILED: DataIngestFile: s3://ingest/orders.jsonl has no such version.");
    assertThat(answeredId()).isEqualTo(id);
  }

  @Test
  void aRollbackInABucketWithoutVersionsLoadsWhatIsThere() {
    fakes.objects.createUnversionedBucket("plain");
    put("{\"id\":\"a\"}\n");
    scene.publish(ofPlain(RequestText.create("request-4").with("LogicalResourceId", "Plain")));
    scene.loadAll();
    put("{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
    scene.publish(
        ofPlain(RequestText.update("request-5", answeredId()).with("LogicalResourceId", "Plain"))
            .property("DataVersion", "2"));
    fakes.completion.fail(scene.run().id(), new Superseded("a test"));

    scene.publish(
        ofPlain(RequestText.update("request-6", answeredId()).with("LogicalResourceId", "Plain"))
            .oldProperty("DataIngestFile", "s3://plain/orders.jsonl")
            .oldProperty("DataVersion", "2"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(SampleRuns.object(load()).sizeBytes()).isEqualTo(22);
  }

  private void put(String text) {
    fakes.objects.put("plain", "orders.jsonl", text.getBytes(UTF_8));
  }

  private static RequestText ofPlain(RequestText request) {
    return request.property("DataIngestFile", "s3://plain/orders.jsonl");
  }

  private void publishUpdate() {
    scene.publish(RequestText.update("request-2", id).property("DataVersion", "2"));
  }

  private void publishRollback() {
    scene.publish(RequestText.update("request-3", id).oldProperty("DataVersion", "2"));
  }

  private Load load() {
    return Objects.requireNonNull(scene.run().load());
  }

  private Resource resource() {
    return fakes.runs.resource(scene.run().resource());
  }

  private String answeredId() {
    return scene.answer().path("PhysicalResourceId").asText();
  }
}
