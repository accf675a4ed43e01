package io.stackseed.benchmarks.writecpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.PlainAttributes;
import io.stackseed.benchmarks.PlainClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What one would write without Stackseed: each line to Jackson's tree, the tree to attribute
 * values, 25 of those to a BatchWriteItem, as many calls in flight as a worker has at most. It
 * checks nothing that it would not have to, and gives up where anything is left unprocessed.
 */
final class PlainLoop {

  private static final int BATCH = 25;

  private static final int CALLS_IN_FLIGHT = 32;

  private final DynamoDbClient dynamoDb;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(CALLS_IN_FLIGHT, PlainLoop::daemon);
  private final Queue<Future<?>> inFlight = new ArrayDeque<>();

  PlainLoop(URI endpoint) {
    this.dynamoDb = PlainClient.of(endpoint);
  }

  /** Writes an order for each line. */
  void load(InputStream lines) throws IOException, InterruptedException {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(lines, UTF_8))) {
      List<WriteRequest> batch = new ArrayList<>(BATCH);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Map<String, AttributeValue> item = PlainAttributes.of(line);
        batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
        if (batch.size() == BATCH) {
          send(batch);
          batch = new ArrayList<>(BATCH);
        }
      }
      if (!batch.isEmpty()) {
        send(batch);
      }
      while (!inFlight.isEmpty()) {
        await();
      }
    }
  }

  private void send(List<WriteRequest> batch) throws InterruptedException {
    if (inFlight.size() == CALLS_IN_FLIGHT) {
      await();
    }
    inFlight.add(executor.submit(() -> PlainClient.write(dynamoDb, CountingTable.NAME, batch)));
  }

  private void await() throws InterruptedException {
    try {
      inFlight.remove().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e);
    }
  }

  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable, "plain-write");
    thread.setDaemon(true);
    return thread;
  }
}
