package io.stackseed.benchmarks.coldstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stackseed.benchmarks.writecpu.SentItems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Every service that a function calls, as far as a run of one chunk needs it: a progress table that
 * gives what was put into it before it was frozen, and takes every later write without keeping it;
 * a bucket of one object; a target table that takes everything. Anything else is answered with
 * nothing.
 */
final class ServicesStub implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final byte[] NOTHING = {'{', '}'};
  private static final byte[] WRITTEN = "{\"UnprocessedItems\":{}}".getBytes(UTF_8);

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final byte[] object;
  private final String eTag;
  private final String versionId;
  private final Map<String, JsonNode> progress = new ConcurrentHashMap<>();
  private volatile boolean isFrozen;
  private volatile SentItems sent = new SentItems();
  private volatile Runnable onItems = () -> {};

  /**
   * Begins to listen, on a port of its own.
   *
   * @param object what every key of every bucket holds
   */
  ServicesStub(byte[] object, String versionId, String eTag) throws IOException {
    this.object = object;
    this.versionId = versionId;
    this.eTag = eTag;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(executor);
    server.start();
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** From now on the progress table stays as it is. */
  void freeze() {
    isFrozen = true;
  }

  /**
   * Begins to count items anew.
   *
   * @param whenItems called for each call that writes items, before it is answered
   * @return the items that arrive from now on
   */
  SentItems expect(Runnable whenItems) {
    onItems = whenItems;
    sent = new SentItems();
    return sent;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdown();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("GET")) {
        answerWithObject(exchange);
        return;
      }
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      byte[] answer = target == null ? NOTHING : dynamoDb(target, body);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("answering a stubbed call", e);
    }
  }

  /** The part of it that the header Range asks for. */
  private void answerWithObject(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int length = Integer.parseInt(ends[1]) + 1 - from;
    exchange.getResponseHeaders().set("ETag", eTag);
    exchange.getResponseHeaders().set("x-amz-version-id", versionId);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %s-%s/%d".formatted(ends[0], ends[1], object.length));
    exchange.sendResponseHeaders(206, length);
    exchange.getResponseBody().write(object, from, length);
  }

  private byte[] dynamoDb(String target, byte[] body) throws IOException {
    switch (target.substring(target.indexOf('.') + 1)) {
      case "TransactWriteItems" -> {
        if (!isFrozen) {
          keep(MAPPER.readTree(body));
        }
        return NOTHING;
      }
      case "GetItem" -> {
        JsonNode item = progress.get(key(MAPPER.readTree(body).path("Key")));
        return item == null
            ? NOTHING
            : MAPPER.writeValueAsBytes(MAPPER.createObjectNode().set("Item", item));
      }
      case "BatchWriteItem" -> {
        onItems.run();
        sent.add(body);
        return WRITTEN;
      }
      default -> {
        return NOTHING;
      }
    }
  }

  private void keep(JsonNode transaction) {
    for (JsonNode write : transaction.path("TransactItems")) {
      JsonNode item = write.path("Put").path("Item");
      if (item.isObject()) {
        progress.put(key(item), item);
      }
    }
  }

  private static String key(JsonNode item) {
    return item.at("/pk/S").asText() + " " + item.at("/sk/S").asText();
  }
}
