package io.stackseed.worker;

import io.stackseed.format.RawRecord;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.Binary;
import io.stackseed.item.InMemoryTargetTable;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.TableSchema;
import io.stackseed.item.WriteMode;
import io.stackseed.run.InMemoryWriteSchedule;
import io.stackseed.time.Backoff;
import io.stackseed.time.ManualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A writer over a table in memory, and the records it was given. */
final class Writing implements AutoCloseable {
  private final TableSchema table;
  private final BatchCalls calls;
  private final BatchWriter writer;
  private final List<Unsettled> records = new ArrayList<>();
  private boolean isRunLive = true;

  Writing(
      InMemoryTargetTable tables,
      TableSchema table,
      WriteMode mode,
      Backoff backoff,
      ManualTime time,
      Instant stopAt) {
    this(tables, table, mode, null, new InMemoryWriteSchedule(), backoff, time, stopAt);
  }

  /**
   * @param cap on the write units of a second; null for none
   */
  Writing(
      InMemoryTargetTable tables,
      TableSchema table,
      WriteMode mode,
      @Nullable Long cap,
      InMemoryWriteSchedule schedule,
      Backoff backoff,
      ManualTime time,
      Instant stopAt) {
    this.table = table;
    this.calls = tables.open(table, mode, stopAt.plusSeconds(10));
    this.writer =
        new BatchWriter(
            calls,
            mode,
            new CallWindow(calls.capacity()),
            new WritePace(schedule, "run-1", cap, new UnitCosts(table.indexes().size())),
            new BatchWriter.Guard() {
              @Override
              public boolean isRunLive() {
                return isRunLive;
              }

              @Override
              public void requireSameTable() {
                // It is.
              }
            },
            backoff,
            time,
            stopAt);
  }

  /** The writer is told so when it asks next. */
  void endRun() {
    isRunLive = false;
  }

  void write(Item item) throws InterruptedException {
    Unsettled record = new Unsettled(records.size(), records.size());
    record.become(item, ItemKey.of(item, table), new RawRecord(Binary.of(new byte[0]), false));
    records.add(record);
    writer.write(record);
  }

  void writeAll(List<Item> items) throws InterruptedException {
    for (Item item : items) {
      write(item);
    }
    writer.finish();
  }

  BatchWriter writer() {
    return writer;
  }

  /**
   * What became of each record, in the order in which they were given; null of what is unsettled.
   */
  List<Unsettled.@Nullable Fate> fates() {
    List<Unsettled.@Nullable Fate> fates = new ArrayList<>();
    records.forEach(record -> fates.add(record.fate()));
    return fates;
  }

  /** Why the record of that number was rejected. */
  String reason(int number) {
    return records.get(number).reject().reason();
  }

  @Override
  public void close() {
    calls.close();
  }
}
