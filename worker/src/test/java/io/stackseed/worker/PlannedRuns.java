package io.stackseed.worker;

import io.stackseed.chunk.PlanPage;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.request.ResourceKey;
import io.stackseed.run.Deadlines;
import io.stackseed.run.Load;
import io.stackseed.run.Progress;
import io.stackseed.run.Requester;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.Silence;
import io.stackseed.run.SourceFile;
import io.stackseed.shape.Shaping;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs of {@code run-1}, as a worker meets them: accepted, planned and loading. */
final class PlannedRuns {
  private PlannedRuns() {}

  /** A load of lines into {@link Fakes#ORDERS}. */
  static Load load(SourceObject source, long chunkBytes) {
    return new Load(
        new SourceFile(source, Layout.of(Format.JSON_LINES, 0)),
        Fakes.ORDERS,
        Shaping.NONE,
        false,
        chunkBytes,
        true,
        MaxRejected.none(),
        WriteOptions.DEFAULT,
        "ingest",
        "hash",
        null);
  }

  /**
   * Begins a Create that waits for its end, behind nobody.
   *
   * @param requester null for a message by hand
   * @param ranges its chunks
   */
  static void begin(Fakes fakes, Load load, @Nullable Requester requester, List<ByteRange> ranges) {
    begin(fakes, load, requester, ranges, Silence.NOTHING_BEFORE);
  }

  static void begin(
      Fakes fakes,
      Load load,
      @Nullable Requester requester,
      List<ByteRange> ranges,
      Silence silence) {
    Instant now = fakes.time.now();
    Instant deadline = now.plus(Duration.ofMinutes(57));
    Run run =
        new Run(
            "run-1",
            new ResourceKey("resource-1"),
            "Create",
            requester,
            null,
            now,
            now,
            new Deadlines(deadline, now.plus(Duration.ofHours(1)), deadline),
            silence,
            load,
            null,
            null,
            null,
            null,
            false);
    fakes.runs.accept(
        run,
        Progress.planning(1),
        Resource.NEW,
        Resource.NEW.begun(run, "stackseed:id"),
        List.of());
    fakes.runs.savePage(new PlanPage("run-1", 0, 0, ranges));
    fakes.runs.objectSplit("run-1", 0, ranges.size());
    fakes.completion.settle("run-1");
  }
}
