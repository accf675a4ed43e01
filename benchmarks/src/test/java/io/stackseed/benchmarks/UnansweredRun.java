package io.stackseed.benchmarks;

import io.stackseed.item.TableSchema;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.request.ResourceKey;
import io.stackseed.run.Deadlines;
import io.stackseed.run.Load;
import io.stackseed.run.Run;
import io.stackseed.run.Silence;
import io.stackseed.run.SourceFile;
import io.stackseed.shape.Shaping;
import java.time.Duration;
import java.time.Instant;

/** A run that loads one file, as it is, and that nobody waits for: a day is its deadline. */
public final class UnansweredRun {
  private UnansweredRun() {}

  /**
   * Accepted, and not planned yet.
   *
   * @param bucket of the ingest stack
   */
  public static Run of(
      String id, Instant at, SourceFile file, TableSchema table, long chunkBytes, String bucket) {
    Load load =
        new Load(
            file,
            table,
            Shaping.NONE,
            false,
            chunkBytes,
            true,
            MaxRejected.none(),
            WriteOptions.DEFAULT,
            bucket,
            "hash",
            null);
    Instant deadline = at.plus(Duration.ofDays(1));
    return new Run(
        id,
        new ResourceKey("resource-1"),
        "Create",
        null,
        null,
        at,
        at,
        new Deadlines(deadline, deadline, deadline),
        Silence.NOTHING_BEFORE,
        load,
        null,
        null,
        null,
        null,
        false);
  }
}
