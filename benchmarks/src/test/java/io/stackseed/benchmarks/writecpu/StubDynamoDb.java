package io.stackseed.benchmarks.writecpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stackseed.benchmarks.CountingTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Answers every call as DynamoDB answers a BatchWriteItem of which nothing is left unprocessed, its
 * CRC-32 included, and keeps nothing. Where CPU is measured it runs in a process of its own.
 */
final class StubDynamoDb implements AutoCloseable {

  private static final byte[] ANSWER =
      "{\"UnprocessedItems\":{},\"ConsumedCapacity\":[{\"TableName\":\"%s\",\"CapacityUnits\":25.0}]}"
          .formatted(CountingTable.NAME)
          .getBytes(UTF_8);

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Consumer<byte[]> requests;

  /**
   * Begins to listen, on a port of its own.
   *
   * @param requests takes each request's body before it is answered, on any thread
   */
  StubDynamoDb(Consumer<byte[]> requests) throws IOException {
    this.requests = requests;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(executor);
    server.start();
  }

  /** Prints the endpoint, and answers until its standard input ends. */
  public static void main(String[] arguments) throws IOException {
    try (StubDynamoDb stub = new StubDynamoDb(body -> {})) {
      System.out.println(stub.endpoint());
      System.in.transferTo(System.err);
    }
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdown();
  }

  private void answer(HttpExchange exchange) {
    CRC32 crc = new CRC32();
    crc.update(ANSWER);
    try (exchange) {
      requests.accept(exchange.getRequestBody().readAllBytes());
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(crc.getValue()));
      exchange.getResponseHeaders().set("x-amzn-RequestId", "STUB");
      exchange.sendResponseHeaders(200, ANSWER.length);
      exchange.getResponseBody().write(ANSWER);
    } catch (IOException e) {
      throw new UncheckedIOException("answering a stubbed call", e);
    }
  }
}
