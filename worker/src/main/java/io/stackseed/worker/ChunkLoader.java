package io.stackseed.worker;

import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.format.Reject;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.ItemProblem;
import io.stackseed.item.ItemRules;
import io.stackseed.item.TargetTable;
import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObjects;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the records of a chunk from the source to the table. */
public final class ChunkLoader {
  private final SourceObjects objects;
  private final TargetTable tables;
  private final Backoff backoff;
  private final Time time;

  public ChunkLoader(SourceObjects objects, TargetTable tables, Backoff backoff, Time time) {
    this.objects = objects;
    this.tables = tables;
    this.backoff = backoff;
    this.time = time;
  }

  /**
   * Returns when every record is settled. However it ends, no call is under way afterwards.
   *
   * @param until no call is under way past this instant
   */
  Loaded load(Load load, SourceFile file, ByteRange range, Instant until)
      throws IOException, InterruptedException {
    try (BatchCalls calls = tables.open(load.table(), until);
        RecordReader records = RecordReaders.open(file.layout(), objects, file.object(), range)) {
      BatchWriter writer = new BatchWriter(calls, load.table(), backoff, time, until);
      ItemRules rules = new ItemRules(load.table());
      Tally tally = new Tally();
      @Nullable ParsedRecord parsed = records.next();
      while (parsed != null) {
        if (parsed instanceof ParsedItem candidate) {
          Optional<ItemProblem> problem = rules.problem(candidate.item());
          if (problem.isEmpty()) {
            writer.write(candidate.item());
            tally.written++;
          } else {
            tally.reject(
                new Reject(candidate.offset(), problem.get().code(), problem.get().reason()));
          }
        } else if (parsed instanceof Reject reject) {
          tally.reject(reject);
        }
        parsed = records.next();
      }
      double writeUnits = writer.finish();
      return tally.loaded(records.bytesRead(), writeUnits);
    }
  }

  private static final class Tally {
    private long written;
    private long rejected;
    private @Nullable FirstReject first;

    void reject(Reject reject) {
      rejected++;
      if (first == null) {
        first = new FirstReject(reject.offset(), reject.reason());
      }
    }

    Loaded loaded(long bytesRead, double writeUnits) {
      return new Loaded(
          new Counts(written + rejected, written, 0, rejected, 0, bytesRead, writeUnits), first);
    }
  }
}
