package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a JVM takes from its start to a handler's first event, with the jars that are deployed and
 * nothing else, each time in a JVM of its own: CPU, which other work on the machine changes least,
 * and time. Every service is a stub that has nothing: the event is of a run that is not there, or a
 * request that is refused, so what is measured is the making of the function and its first call.
 */
final class StartUp {
  private static final int FORKS = Integer.getInteger("forks", 11);

  private StartUp() {}

  /** The handlers, with the event of each. */
  private enum Function {
    REQUESTS(
        "dispatcher",
        "io.stackseed.dispatcher.RequestsHandler",
        "com.amazonaws.services.lambda.runtime.events.SNSEvent"),
    CHUNKS(
        "worker",
        "io.stackseed.worker.ChunksHandler",
        "com.amazonaws.services.lambda.runtime.events.SQSEvent");

    private final String module;
    private final String handler;
    private final String event;

    Function(String module, String handler, String event) {
      this.module = module;
      this.handler = handler;
      this.event = event;
    }
  }

  /**
   * Prints a line for each function.
   *
   * @param arguments the folder of the modules, whose jars are built
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer stub =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stub.createContext("/", StartUp::answer);
    stub.setExecutor(threads);
    stub.start();
    try {
      for (Function function : Function.values()) {
        Path jar = home.resolve(function.module + "/target/" + function.module + ".jar");
        System.out.printf(
            "%-10s %,12d bytes  %s%n",
            function.module,
            Files.size(jar),
            measured(function, jar, "http://localhost:" + stub.getAddress().getPort()));
      }
    } finally {
      stub.stop(0);
      threads.shutdown();
    }
  }

  private static String measured(Function function, Path jar, String endpoint)
      throws IOException, InterruptedException {
    List<Long> made = new ArrayList<>();
    List<Long> handled = new ArrayList<>();
    List<Long> passed = new ArrayList<>();
    for (int fork = 0; fork < FORKS; fork++) {
      String[] times = fork(function, jar, endpoint).split(" ", -1);
      made.add(Long.parseLong(times[0]));
      handled.add(Long.parseLong(times[1]));
      passed.add(Long.parseLong(times[2]));
    }
    return "CPU until it is made %,d ms, until its first event is handled %,d ms; time %,d ms (least %,d)"
        .formatted(median(made), median(handled), median(passed), passed.get(0));
  }

  /** Sorts. */
  private static long median(List<Long> values) {
    values.sort(null);
    return values.get(values.size() / 2);
  }

  private static String fork(Function function, Path jar, String endpoint)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            jar + File.pathSeparator + classes(),
            StartUpFork.class.getName(),
            function.handler,
            function.event);
    builder.environment().putAll(variables(endpoint));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the fork of " + function + " failed: " + output);
    }
    return output
        .lines()
        .filter(line -> line.startsWith(StartUpFork.MARK))
        .findFirst()
        .orElseThrow()
        .substring(StartUpFork.MARK.length());
  }

  private static Path classes() {
    return Path.of(StartUpFork.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static Map<String, String> variables(String endpoint) {
    Map<String, String> variables = new HashMap<>();
    for (String service : List.of("DYNAMODB", "S3", "SQS", "SNS")) {
      variables.put("AWS_ENDPOINT_URL_" + service, endpoint);
    }
    variables.put("AWS_REGION", "eu-west-1");
    variables.put("AWS_ACCESS_KEY_ID", "id");
    variables.put("AWS_SECRET_ACCESS_KEY", "secret");
    variables.put("AWS_SESSION_TOKEN", "token");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "function");
    variables.put("LOG_LEVEL", "INFO");
    variables.put("INGEST_STACK", "data-ingest");
    variables.put("OUTCOME_TOPIC_ARN", "arn:aws:sns:eu-west-1:123456789012:outcomes");
    variables.put("TOPIC_ARN", StartUpFork.TOPIC);
    variables.put("PROGRESS_TABLE", "progress");
    variables.put("INGEST_BUCKET", "ingest");
    variables.put("CHUNK_QUEUE_URL", endpoint + "/chunks");
    variables.put("SPLIT_QUEUE_URL", endpoint + "/splits");
    variables.put("HASH_KEY_ARN", "");
    variables.put("EXTRA_RESPONSE_HOSTS", "");
    return variables;
  }

  /** There is nothing in any table, and everything written is taken. */
  private static void answer(HttpExchange exchange) {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write("{}".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("answering a stubbed call", e);
    }
  }
}
