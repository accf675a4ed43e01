package io.stackseed.local.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the AWS query protocol over HTTP: a form comes in, XML goes out. */
public final class QueryServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);

  private final HttpServer server;
  private final ExecutorService threads;

  private QueryServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts on a free port.
   *
   * @param name of the threads
   * @param api answers the parameters of a request
   */
  public static QueryServer start(String name, Function<Map<String, String>, QueryAnswer> api)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool(Threads.named(name));
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(api, exchange));
    server.start();
    return new QueryServer(server, threads);
  }

  /** Where it listens. */
  public URI endpoint() {
    return Loopback.http(server.getAddress().getPort());
  }

  private static void serve(Function<Map<String, String>, QueryAnswer> api, HttpExchange exchange)
      throws IOException {
    try (exchange) {
      QueryAnswer answer;
      try {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        answer = api.apply(parameters(query == null ? form : form + "&" + query));
      } catch (RuntimeException e) {
        LOG.error("An embedded service failed", e);
        answer = QueryAnswer.internalFailure(e);
      }
      byte[] body = answer.xml().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.getResponseHeaders().set("x-amzn-RequestId", answer.requestId());
      exchange.sendResponseHeaders(answer.httpStatus(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  static Map<String, String> parameters(String form) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
