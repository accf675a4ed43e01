package io.stackseed.benchmarks.endtoend;

import io.stackseed.benchmarks.writecpu.Boto3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The ways that are compared. */
final class Loaders {
  static final String STACKSEED = "Stackseed";
  static final String CEILING = "the ceiling";

  private Loaders() {}

  /** From a request to the topic to the end of its run. */
  static Loader stackseed(Account account) {
    return new Loader() {
      private String key = "";

      @Override
      public String label() {
        return STACKSEED;
      }

      @Override
      public void prepare(Orders orders) {
        key = "orders-" + orders.count() + ".jsonl";
        account.upload(key, orders.lines());
      }

      @Override
      public void load(String table) throws IOException, InterruptedException {
        account.seed(key, table);
      }
    };
  }

  /**
   * What the embedded DynamoDB takes at most: items that were made before, 25 to a call.
   *
   * @param calls in flight
   */
  static Loader ceiling(Account account, int calls) {
    return new Loader() {
      private static final int BATCH = 25;

      private List<WriteRequest> requests = List.of();

      @Override
      public String label() {
        return CEILING;
      }

      @Override
      public void prepare(Orders orders) throws IOException {
        requests = orders.requests();
      }

      @Override
      public void load(String table) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        try {
          List<Future<?>> sent = new ArrayList<>();
          for (int from = 0; from < requests.size(); from += BATCH) {
            List<WriteRequest> batch =
                requests.subList(from, Math.min(requests.size(), from + BATCH));
            sent.add(threads.submit(() -> write(account, table, batch)));
          }
          for (Future<?> call : sent) {
            call.get();
          }
        } finally {
          threads.shutdown();
        }
      }
    };
  }

  private static void write(Account account, String table, List<WriteRequest> batch) {
    BatchWriteItemResponse response =
        account.dynamoDb().batchWriteItem(request -> request.requestItems(Map.of(table, batch)));
    if (!response.unprocessedItems().isEmpty()) {
      throw new IllegalStateException("items were left unprocessed");
    }
  }

  /** One call after the other, an item each. */
  static Loader putItem(Account account) {
    return new Loader() {
      private List<WriteRequest> requests = List.of();

      @Override
      public String label() {
        return "PutItem for each";
      }

      @Override
      public void prepare(Orders orders) throws IOException {
        requests = orders.requests();
      }

      @Override
      public void load(String table) {
        for (WriteRequest request : requests) {
          var unused =
              account
                  .dynamoDb()
                  .putItem(put -> put.tableName(table).item(request.putRequest().item()));
        }
      }
    };
  }

  /** boto3's {@code batch_writer}, interpreter and reading included; empty if it is not there. */
  static Optional<Loader> boto3(Account account) throws InterruptedException {
    String label = Boto3.label();
    return label.isEmpty() ? Optional.empty() : Optional.of(new BatchWriter(account, label));
  }

  private static final class BatchWriter implements Loader {
    private final Account account;
    private final String label;
    private Path file = Path.of("");

    BatchWriter(Account account, String label) {
      this.account = account;
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public void prepare(Orders orders) throws IOException {
      file = Files.createTempFile("stackseed-", ".jsonl");
      file.toFile().deleteOnExit();
      Files.write(file, orders.lines());
    }

    @Override
    public void load(String table) throws IOException, InterruptedException {
      List<Long> unused = Boto3.load(account.dynamoDbEndpoint(), table, file, 1);
    }
  }
}
