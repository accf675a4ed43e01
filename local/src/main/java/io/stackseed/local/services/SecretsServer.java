package io.stackseed.local.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries AWS's JSON protocol 1.1 over HTTP: the two calls by which a text is read. */
final class SecretsServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads;

  private SecretsServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  private record Answer(int httpStatus, ObjectNode body) {}

  static SecretsServer start(Secrets secrets) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool(Threads.named("secrets"));
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(secrets, exchange));
    server.start();
    return new SecretsServer(server, threads);
  }

  URI endpoint() {
    return Loopback.http(server.getAddress().getPort());
  }

  private static void serve(Secrets secrets, HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      Answer answer = answer(secrets, target == null ? "" : target, request);
      byte[] body = JSON.writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer.httpStatus(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answer(Secrets secrets, String target, JsonNode request) {
    return switch (target) {
      case "secretsmanager.GetSecretValue" -> {
        String arn = request.path("SecretId").asText();
        yield secrets
            .text(arn)
            .map(text -> new Answer(200, object().put("ARN", arn).put("SecretString", text)))
            .orElseGet(() -> error("ResourceNotFoundException"));
      }
      case "AmazonSSM.GetParameter" -> {
        String arn = request.path("Name").asText();
        yield secrets
            .text(arn)
            .map(text -> parameter(arn, text))
            .orElseGet(() -> error("ParameterNotFound"));
      }
      default -> error("UnknownOperationException");
    };
  }

  private static Answer parameter(String arn, String text) {
    ObjectNode answer = object();
    answer.putObject("Parameter").put("ARN", arn).put("Type", "SecureString").put("Value", text);
    return new Answer(200, answer);
  }

  private static Answer error(String type) {
    return new Answer(400, object().put("__type", type));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
