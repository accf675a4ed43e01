package io.stackseed.worker;

import io.stackseed.chunk.ChunkMessage;
import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.format.Reject;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.ItemRules;
import io.stackseed.item.TargetTable;
import io.stackseed.reject.RejectReport;
import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import io.stackseed.shape.Shaper;
import io.stackseed.shape.Shapers;
import io.stackseed.source.SourceObjects;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the records of a chunk from the source to the table, or to the reject report. */
public final class ChunkLoader {
  private final SourceObjects objects;
  private final TargetTable tables;
  private final RejectReport report;
  private final Shapers shapers;
  private final Backoff backoff;
  private final Time time;

  public ChunkLoader(
      SourceObjects objects,
      TargetTable tables,
      RejectReport report,
      Shapers shapers,
      Backoff backoff,
      Time time) {
    this.objects = objects;
    this.tables = tables;
    this.report = report;
    this.shapers = shapers;
    this.backoff = backoff;
    this.time = time;
  }

  /**
   * Returns when every record is settled, and every rejected one reported. However it ends, no call
   * is under way afterwards. A load that only tries writes nothing, and counts what it would have
   * written.
   *
   * @param owner of the chunk's lease
   * @param until no call to the table is under way past this instant
   * @throws io.stackseed.reject.RejectReportException if the report could not be written
   */
  Loaded load(Load load, SourceFile file, ChunkMessage message, String owner, Instant until)
      throws IOException, InterruptedException {
    Shaper shaper = shapers.of(load.shaping());
    try (BatchCalls calls = tables.open(load.table(), until);
        RecordReader records =
            RecordReaders.open(file.layout(), objects, file.content(), message.range())) {
      BatchWriter writer = new BatchWriter(calls, load.table(), backoff, time, until);
      ChunkReport rejects =
          new ChunkReport(report, load.ingestBucket(), file.object(), message.chunk(), owner);
      ItemRules rules = new ItemRules(load.table());
      long recordsRead = 0;
      long sampledOut = 0;
      for (ParsedRecord next = records.next(); next != null; next = records.next()) {
        recordsRead++;
        @Nullable ParsedRecord shaped = shaper.shaped(next);
        if (shaped == null) {
          sampledOut++;
          continue;
        }
        ParsedRecord checked = checked(shaped, rules);
        if (checked instanceof ParsedItem item) {
          if (!load.dryRun()) {
            writer.write(item.item());
          }
        } else if (checked instanceof Reject reject) {
          rejects.add(reject, recordsRead, records.raw());
        }
      }
      double writeUnits = writer.finish();
      long rejected = rejects.rejected();
      return new Loaded(
          new Counts(
              recordsRead,
              recordsRead - rejected - sampledOut,
              0,
              rejected,
              sampledOut,
              records.bytesRead(),
              writeUnits),
          rejects.finish());
    }
  }

  /** The record, or a reject in its place if the table does not take it. */
  private static ParsedRecord checked(ParsedRecord parsed, ItemRules rules) {
    if (!(parsed instanceof ParsedItem candidate)) {
      return parsed;
    }
    return rules
        .problem(candidate.item())
        .<ParsedRecord>map(
            problem -> new Reject(candidate.offset(), problem.code(), problem.reason()))
        .orElse(candidate);
  }
}
