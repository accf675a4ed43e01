package io.stackseed.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stackseed.benchmarks.Turns;
import io.stackseed.benchmarks.UnansweredRun;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.ObjectId;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.SourceFile;
import io.stackseed.source.SourceLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacedRunStoreTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final String RUN = "run-1";

  private final Turns turns = new Turns(START);
  private final Usage usage = new Usage();
  private final Place place = new Place(turns, new Moments(START.toEpochMilli()), new Random(1));
  private final InMemoryRunStore runs = new InMemoryRunStore();
  private final PacedRunStore paced =
      new PacedRunStore(runs, new PacedRunStore.ProgressItem(), place, usage);

  @BeforeEach
  void begin() {
    SourceFile file =
        new SourceFile(
            new PacedObjects(Batches.ofBytes(1_000_000, 4_096), 1, place, new Usage())
                .describe(new SourceLocation("ingest", "a.jsonl"), null),
            Layout.of(Format.JSON_LINES, 0));
    Run run = UnansweredRun.of(RUN, START, file, Batches.SCHEMA, 4 << 20, "ingest");
    runs.accept(
        run, Progress.planning(1), Resource.NEW, Resource.NEW.begun(run, "id-1"), List.of());
  }

  private void lease(int chunks) {
    for (int chunk = 0; chunk < chunks; chunk++) {
      runs.lease(
          new ChunkId(RUN, 0, chunk), new LeaseRequest("owner", START, START.plusSeconds(60)));
    }
  }

  @Test
  void aQueryConsumesUnitsByTheSizeOfAllThatItGoesThrough() {
    lease(100);
    assertEquals(100, paced.chunks(RUN).count());
    assertEquals(5, usage.progressReadUnits);
    assertEquals(100, paced.chunks(new ObjectId(RUN, 0)).count());
    assertEquals(10, usage.progressReadUnits);
    assertEquals(START.plusSeconds(60), paced.quietAt(RUN));
    assertEquals(15, usage.progressReadUnits);
  }

  @Test
  void aQueryThatFindsNothingConsumesAUnit() {
    assertEquals(0, paced.chunks(RUN).count());
    assertEquals(1, usage.progressReadUnits);
  }

  @Test
  void aQueryOfSeveralPagesTakesACallForEach() {
    lease(6_000);
    Instant before = turns.now();
    assertEquals(6_000, paced.chunks(RUN).count());
    assertEquals(293, usage.progressReadUnits);
    long millis = Duration.between(before, turns.now()).toMillis();
    assertTrue(millis >= 2 * 3 && millis <= 2 * 8, "took " + millis);
  }
}
