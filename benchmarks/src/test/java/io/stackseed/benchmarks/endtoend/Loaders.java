package io.stackseed.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.benchmarks.Jvm;
import io.stackseed.benchmarks.endtoend.PreparedFork.Way;
import io.stackseed.benchmarks.writecpu.Boto3;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The ways that are compared. */
final class Loaders {
  static final String STACKSEED = "Stackseed";
  static final String CEILING = "the ceiling";

  private Loaders() {}

  /** From a request to the topic to the end of its run. */
  static Loader stackseed(Account account, Orders orders) {
    String key = "orders-" + orders.count() + ".jsonl";
    account.upload(key, orders.lines());
    return new Loader() {
      @Override
      public String label() {
        return STACKSEED;
      }

      @Override
      public void load(String table) throws IOException, InterruptedException {
        account.seed(key, table);
      }
    };
  }

  /** What the embedded DynamoDB takes at most. */
  static Loader ceiling(Account account, Orders orders) throws IOException {
    return new Prepared(CEILING, Way.CEILING, account, orders);
  }

  /** One call after the other, an item each. */
  static Loader putItem(Account account, Orders orders) throws IOException {
    return new Prepared("PutItem for each", Way.PUT_ITEM, account, orders);
  }

  /** boto3's {@code batch_writer}, interpreter and reading included; empty if it is not there. */
  static Optional<Loader> boto3(Account account, Orders orders)
      throws IOException, InterruptedException {
    String label = Boto3.label();
    return label.isEmpty()
        ? Optional.empty()
        : Optional.of(new BatchWriter(label, account, orders));
  }

  private static final class Prepared implements Loader {
    /** What an item takes as the SDK's attribute values, and again as much to work with. */
    private static final long BYTES_AN_ORDER = 8_000;

    private static final long LEAST_HEAP_BYTES = 512 << 20;

    private final String label;
    private final Process fork;
    private final Writer tables;
    private final BufferedReader answers;

    Prepared(String label, Way way, Account account, Orders orders) throws IOException {
      this.label = label;
      long heapBytes = LEAST_HEAP_BYTES + orders.count() * BYTES_AN_ORDER;
      this.fork =
          Jvm.process(
                  PreparedFork.class,
                  List.of("-Xms" + heapBytes, "-Xmx" + heapBytes),
                  List.of(
                      way.name(),
                      account.dynamoDbEndpoint().toString(),
                      Long.toString(orders.count())))
              .start();
      this.tables = fork.outputWriter(UTF_8);
      this.answers = fork.inputReader(UTF_8);
      require("made");
    }

    private void require(String answer) throws IOException {
      String line = answers.readLine();
      if (!answer.equals(line)) {
        throw new IllegalStateException(label + " failed: it says " + line);
      }
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public void load(String table) throws IOException {
      tables.write(table + "\n");
      tables.flush();
      require("loaded");
    }

    @Override
    public void close() {
      fork.destroy();
      Process unused = fork.onExit().join();
    }
  }

  private static final class BatchWriter implements Loader {
    private final String label;
    private final Account account;
    private final Path file = Files.createTempFile("stackseed-", ".jsonl");

    BatchWriter(String label, Account account, Orders orders) throws IOException {
      this.label = label;
      this.account = account;
      Files.write(file, orders.lines());
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public void load(String table) throws IOException, InterruptedException {
      List<Long> unused = Boto3.load(account.dynamoDbEndpoint(), table, file, 1);
    }

    @Override
    public void close() throws IOException {
      Files.delete(file);
    }
  }
}
