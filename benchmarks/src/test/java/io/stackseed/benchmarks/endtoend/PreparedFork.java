package io.stackseed.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.benchmarks.PlainAttributes;
import io.stackseed.benchmarks.PlainClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Items made beforehand and sent from a JVM of its own, so that they are in nobody else's heap. A
 * line of its output says that they are made; then it loads them into each table that a line of its
 * input names, and says with a line when they are there.
 */
final class PreparedFork {
  private static final int BATCH = 25;
  private static final int CALLS_IN_FLIGHT = 8;

  /** How the items are sent. */
  enum Way {
    /** What the endpoint takes at most: 25 to a call, some calls in flight. */
    CEILING {
      @Override
      void send(DynamoDbClient dynamoDb, String table, List<WriteRequest> requests)
          throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(CALLS_IN_FLIGHT);
        try {
          List<Future<?>> sent = new ArrayList<>();
          for (int from = 0; from < requests.size(); from += BATCH) {
            List<WriteRequest> batch =
                requests.subList(from, Math.min(requests.size(), from + BATCH));
            sent.add(threads.submit(() -> PlainClient.write(dynamoDb, table, batch)));
          }
          for (Future<?> call : sent) {
            call.get();
          }
        } finally {
          threads.shutdown();
        }
      }
    },
    /** One call after the other, an item each. */
    PUT_ITEM {
      @Override
      void send(DynamoDbClient dynamoDb, String table, List<WriteRequest> requests) {
        for (WriteRequest request : requests) {
          var unused =
              dynamoDb.putItem(put -> put.tableName(table).item(request.putRequest().item()));
        }
      }
    };

    abstract void send(DynamoDbClient dynamoDb, String table, List<WriteRequest> requests)
        throws InterruptedException, ExecutionException;
  }

  private PreparedFork() {}

  /**
   * Runs until its input ends.
   *
   * @param arguments the way, the endpoint, and how many orders
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Way way = Way.valueOf(arguments[0]);
    DynamoDbClient dynamoDb = PlainClient.of(URI.create(arguments[1]));
    List<WriteRequest> requests =
        PlainAttributes.of(Orders.of(Long.parseLong(arguments[2])).lines())
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
            .toList();
    System.out.println("made");
    BufferedReader tables = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String table = tables.readLine(); table != null; table = tables.readLine()) {
      way.send(dynamoDb, table, requests);
      System.out.println("loaded");
    }
    System.exit(0);
  }
}
