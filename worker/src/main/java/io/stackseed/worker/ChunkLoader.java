package io.stackseed.worker;

import io.stackseed.chunk.ChunkMessage;
import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.format.Reject;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.ItemKey;
import io.stackseed.item.ItemRules;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.TargetTableException;
import io.stackseed.item.TargetTableException.Problem;
import io.stackseed.reject.RejectReport;
import io.stackseed.run.Continuation;
import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import io.stackseed.run.WriteSchedule;
import io.stackseed.shape.Shaper;
import io.stackseed.shape.Shapers;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObjects;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Takes the records of a chunk from the source to the table, or to the reject report.
 *
 * <p>One is kept from chunk to chunk, and remembers what it learned of each table. For one thread.
 */
public final class ChunkLoader {
  /** Kept of the time for calls to settle. */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final SourceObjects objects;
  private final TargetTable tables;
  private final RejectReport report;
  private final Shapers shapers;
  private final WriteSchedule schedule;
  private final Backoff backoff;
  private final Time time;
  private final Map<String, Experience> experiences = new HashMap<>();

  /** What was learned of a table. */
  private record Experience(CallWindow window, UnitCosts costs) {}

  public ChunkLoader(
      SourceObjects objects,
      TargetTable tables,
      RejectReport report,
      Shapers shapers,
      WriteSchedule schedule,
      Backoff backoff,
      Time time) {
    this.objects = objects;
    this.tables = tables;
    this.report = report;
    this.shapers = shapers;
    this.schedule = schedule;
    this.backoff = backoff;
    this.time = time;
  }

  /**
   * Returns when every record is settled, and every rejected one reported; or when the chunk should
   * be given back. However it ends, no call is under way afterwards. A load that only tries writes
   * nothing, and counts what it would have written.
   *
   * @param from how far it was loaded before
   * @param owner of the chunk's lease
   * @param isRunLive asked now and then: once it is false, nothing more is written
   * @param until no call to the table is under way past this instant
   * @throws io.stackseed.reject.RejectReportException if the report could not be written
   */
  Loading load(
      Load load,
      SourceFile file,
      ChunkMessage message,
      Continuation from,
      String owner,
      BooleanSupplier isRunLive,
      Instant until)
      throws IOException, InterruptedException {
    TableSchema table = load.table();
    Shaper shaper = shapers.of(load.shaping());
    ByteRange rest = new ByteRange(from.position(), message.range().endExclusive());
    try (BatchCalls calls = tables.open(table, load.writing().mode(), until);
        RecordReader records = RecordReaders.open(file.layout(), objects, file.content(), rest)) {
      Frontier frontier =
          new Frontier(
              from,
              new ChunkReport(
                  report,
                  load.ingestBucket(),
                  file.object(),
                  message.chunk(),
                  owner,
                  from.rejects()));
      Experience experience =
          experiences.computeIfAbsent(
              table.tableArn(),
              arn ->
                  new Experience(
                      new CallWindow(calls.capacity()), new UnitCosts(table.indexes().size())));
      BatchWriter writer =
          new BatchWriter(
              calls,
              load.writing().mode(),
              experience.window(),
              new WritePace(
                  schedule,
                  message.chunk().runId(),
                  load.writing().maxUnitsPerSecond(),
                  experience.costs()),
              new TableGuard(table, isRunLive),
              backoff,
              time,
              until.minus(SETTLING));
      skip(records, from.settledPast());
      boolean isAtEnd = read(records, load, shaper, frontier, writer);
      if (isAtEnd) {
        writer.finish();
      }
      writer.settleInFlight();
      frontier.advance();
      boolean isLoaded = isAtEnd && frontier.isSettled();
      long bytes = isLoaded ? rest.start() + records.bytesRead() : frontier.position();
      return new Loading(
          frontier.settled(bytes - message.range().start(), writer.writeUnits()),
          writer.throttledCalls(),
          isLoaded ? null : writer.halt());
    }
  }

  private static void skip(RecordReader records, long count) throws IOException {
    for (long skipped = 0; skipped < count; skipped++) {
      if (records.next() == null) {
        throw new IllegalStateException("the chunk has fewer records than it had before");
      }
    }
  }

  /** Reads and writes; true if it came to the end of the chunk. */
  private boolean read(
      RecordReader records, Load load, Shaper shaper, Frontier frontier, BatchWriter writer)
      throws IOException, InterruptedException {
    ItemRules rules = new ItemRules(load.table());
    while (writer.halt() == null) {
      long position = records.position();
      ParsedRecord next = records.next();
      if (next == null) {
        return true;
      }
      Unsettled record = new Unsettled(position, next.offset());
      ParsedRecord shaped = shaper.shaped(next);
      ParsedRecord checked = shaped == null ? null : checked(shaped, rules);
      if (checked == null) {
        record.sampledOut();
        frontier.add(record);
      } else if (checked instanceof ParsedItem item && !load.dryRun()) {
        record.become(item.item(), ItemKey.of(item.item(), load.table()), records.raw());
        frontier.add(record);
        writer.write(record);
      } else if (checked instanceof ParsedItem) {
        record.written();
        frontier.add(record);
      } else if (checked instanceof Reject reject) {
        record.rejected(reject, records.raw());
        frontier.add(record);
      }
      frontier.advance();
      while (frontier.isFull() && writer.halt() == null) {
        writer.relieve();
        frontier.advance();
      }
    }
    return false;
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

  private final class TableGuard implements BatchWriter.Guard {
    private final TableSchema table;
    private final BooleanSupplier isRunLive;
    private boolean isKnownToBeTheSame;

    TableGuard(TableSchema table, BooleanSupplier isRunLive) {
      this.table = table;
      this.isRunLive = isRunLive;
    }

    @Override
    public boolean isRunLive() {
      return isRunLive.getAsBoolean();
    }

    /** Asked of the service once: what refuses one item may refuse a million. */
    @Override
    public void requireSameTable() {
      if (!isKnownToBeTheSame) {
        if (!tables.schema(table.tableName()).key().equals(table.key())) {
          throw new TargetTableException(Problem.KEYS_CHANGED, table.tableName(), "");
        }
        isKnownToBeTheSame = true;
      }
    }
  }
}
