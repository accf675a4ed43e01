package io.stackseed.benchmarks.writecpu;

import io.stackseed.aws.AwsServices;
import io.stackseed.aws.Environment;
import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.Pipeline;
import io.stackseed.item.BatchCalls;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.WriteMode;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way of orders in JSON Lines into a table behind an endpoint. Keeps its client. */
interface WritePath {

  /** The ways that are compared. */
  enum Side {
    /** The worker's own code, from the planned run to the table. */
    STACKSEED("Stackseed") {
      @Override
      WritePath open(URI endpoint) {
        return new Worker(endpoint);
      }
    },
    /** {@link PlainLoop}, the baseline. */
    PLAIN("plain loop") {
      @Override
      WritePath open(URI endpoint) {
        return new Plain(endpoint);
      }
    };

    private final String label;

    Side(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** Makes no client yet. */
    abstract WritePath open(URI endpoint);
  }

  /** Does what comes before the worker, and is not measured. */
  void prepare(OrderFile file) throws InterruptedException;

  /** Returns when every order is written. */
  void load(OrderFile file) throws IOException, InterruptedException;

  /** Plans a run with the dispatcher's code, over a progress table in memory, and loads it. */
  final class Worker implements WritePath {
    private final TargetTable table;
    private @Nullable Pipeline planned;

    Worker(URI endpoint) {
      this.table = new StubbedTable(endpoint);
    }

    @Override
    public void prepare(OrderFile file) throws InterruptedException {
      Contents objects = new Contents();
      objects.put("orders.jsonl", file);
      planned = new Pipeline(objects, table);
      planned.plan("orders.jsonl");
    }

    @Override
    public void load(OrderFile file) throws InterruptedException {
      if (planned == null) {
        throw new IllegalStateException("nothing is planned");
      }
      planned.load();
    }
  }

  /** Reads the file to its end. */
  final class Plain implements WritePath {
    private final URI endpoint;
    private @Nullable PlainLoop loop;

    Plain(URI endpoint) {
      this.endpoint = endpoint;
    }

    /** What a plan loads into the JVM, the other side finds there too. */
    @Override
    public void prepare(OrderFile file) throws InterruptedException {
      Contents objects = new Contents();
      objects.put("orders.jsonl", file);
      new Pipeline(objects, new CountingTable()).plan("orders.jsonl");
    }

    @Override
    public void load(OrderFile file) throws IOException, InterruptedException {
      if (loop == null) {
        loop = new PlainLoop(endpoint);
      }
      loop.load(file.open(new ByteRange(0, file.sizeBytes())));
    }
  }

  /** The worker's table, which is not asked for its schema, and whose calls see the real time. */
  final class StubbedTable implements TargetTable {
    private static final Duration LONGER_THAN_ANY_LOAD = Duration.ofHours(1);

    private final URI endpoint;
    private @Nullable TargetTable table;

    StubbedTable(URI endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public TableSchema schema(String tableName) {
      return CountingTable.SCHEMA;
    }

    @Override
    public BatchCalls open(TableSchema schema, WriteMode mode, Instant until) {
      if (table == null) {
        table = new AwsServices(environment()).targetTable();
      }
      return table.open(schema, mode, Instant.now().plus(LONGER_THAN_ANY_LOAD));
    }

    private Environment environment() {
      return new Environment(
          Map.of(
              "AWS_REGION", "eu-west-1",
              "AWS_ACCESS_KEY_ID", "id",
              "AWS_SECRET_ACCESS_KEY", "key",
              "AWS_SESSION_TOKEN", "token",
              "AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString()));
    }
  }
}
