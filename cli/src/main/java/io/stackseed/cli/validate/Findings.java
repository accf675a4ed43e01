package io.stackseed.cli.validate;

import io.stackseed.cli.validate.Rejects.RejectedRecord;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.RejectCode;
import io.stackseed.item.TableSchema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is found in the records of all files. */
final class Findings {
  private final TableSchema table;
  private final ItemSizes sizes = new ItemSizes();
  private final WriteUnits units;
  private final SeenKeys keys;
  private final Rejects rejects;
  private final @Nullable TimeToLive timeToLive;
  private long items;
  private long sampledOut;

  /**
   * @param mostRejects how many rejects are remembered with their places
   * @param mostKeys how many different keys are remembered
   */
  Findings(Target target, int mostRejects, long mostKeys, Instant now) {
    this.table = target.schema();
    this.units = new WriteUnits(target.indexes());
    this.keys = new SeenKeys(mostKeys);
    this.rejects = new Rejects(mostRejects);
    this.timeToLive = target.timeToLive() == null ? null : new TimeToLive(target.timeToLive(), now);
  }

  /** An item that the table would take. */
  void item(String file, long offset, Item item) {
    items++;
    long sizeBytes = item.sizeBytes();
    sizes.add(file, offset, sizeBytes);
    units.add(item, sizeBytes);
    keys.add(ItemKey.of(item, table), new Place(file, offset));
    if (timeToLive != null) {
      timeToLive.add(item);
    }
  }

  void reject(String file, long offset, RejectCode code, String reason) {
    rejects.add(new RejectedRecord(new Place(file, offset), code, reason));
  }

  /** A record that the sample leaves out. */
  void sampledOut() {
    sampledOut++;
  }

  long items() {
    return items;
  }

  long records() {
    return items + rejects.count() + sampledOut;
  }

  long recordsSampledOut() {
    return sampledOut;
  }

  ItemSizes sizes() {
    return sizes;
  }

  WriteUnits units() {
    return units;
  }

  SeenKeys keys() {
    return keys;
  }

  Rejects rejects() {
    return rejects;
  }

  /** Null if no attribute says when an item expires. */
  @Nullable TimeToLive timeToLive() {
    return timeToLive;
  }
}
