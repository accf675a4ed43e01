package io.stackseed.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stackseed.chunk.InMemoryChunkQueue;
import io.stackseed.chunk.InMemorySplitQueue;
import io.stackseed.item.InMemoryTargetTable;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.metric.RecordingMetrics;
import io.stackseed.reject.InMemoryRejectReport;
import io.stackseed.response.RecordingResponseSender;
import io.stackseed.run.Completion;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.InMemoryWriteSchedule;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.RecordingOutcomes;
import io.stackseed.shape.HashKey;
import io.stackseed.shape.HashKeys;
import io.stackseed.shape.Shapers;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Every port in memory, over one clock: the world that a test of a handler's logic lives in. */
public final class Fakes {
  public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  /** A table whose key is the string {@code id}. */
  public static final TableSchema ORDERS = table("orders");

  public static final HashKey HASH_KEY =
      new HashKey("a key that tests alone hash with".getBytes(US_ASCII));

  /** As the chunk queue's template has it: six times the function's timeout. */
  private static final Duration VISIBILITY = Duration.ofMinutes(9);

  public final ManualTime time;
  public final InMemoryRunStore runs = new InMemoryRunStore();
  public final InMemoryWriteSchedule schedule = new InMemoryWriteSchedule();
  public final InMemorySourceObjects objects = new InMemorySourceObjects();
  public final InMemoryTargetTable tables;
  public final InMemoryRejectReport report = new InMemoryRejectReport();
  public final InMemoryChunkQueue chunks;
  public final InMemorySplitQueue splits;
  public final RecordingResponseSender sender = new RecordingResponseSender();
  public final RecordingOutcomes outcomes = new RecordingOutcomes();
  public final RecordingMetrics metrics = new RecordingMetrics();
  public final Completion completion;

  /** Where the key is read, which a test may change; {@link #HASH_KEY} at first. */
  public HashKeys hashKeys = () -> HASH_KEY;

  private int owners;

  /** A world in which it is {@link #START}. */
  public Fakes() {
    this(START);
  }

  /** For a test of what also reads the machine's clock. */
  public Fakes(Instant start) {
    time = new ManualTime(start);
    tables = new InMemoryTargetTable(time);
    chunks = new InMemoryChunkQueue(time, VISIBILITY);
    splits = new InMemorySplitQueue(time, VISIBILITY);
    completion = new Completion(runs, sender, Set.of(), outcomes, metrics, time);
  }

  /** A table of this name whose key is the string {@code id}. */
  public static TableSchema table(String name) {
    return new TableSchema(
        name,
        "arn:aws:dynamodb:eu-west-1:123456789012:table/" + name,
        new KeySchema(new KeyAttribute("id", KeyType.S), null),
        List.of());
  }

  /** A worker's, which has read no key yet. */
  public Shapers shapers() {
    return new Shapers(() -> hashKeys.read());
  }

  /** Each owner gets a name of its own, as each invocation does. */
  public LeasedWork leasedWork() {
    return new LeasedWork(runs, completion, time, () -> "owner-" + ++owners);
  }
}
