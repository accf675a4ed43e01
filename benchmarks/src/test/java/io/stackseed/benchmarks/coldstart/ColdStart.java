package io.stackseed.benchmarks.coldstart;

import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.coldstart.FunctionFork.Sample;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Samples;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import io.stackseed.benchmarks.writecpu.SentItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What a JVM takes from its start to what a function does first, with the jars that are deployed
 * and nothing else, each time in a JVM of its own: CPU, which other work on the machine changes
 * least, and time.
 */
public final class ColdStart implements Benchmark {
  private static final int FORKS = 7;

  /** The modules whose jars are deployed. */
  private enum Module {
    DISPATCHER("dispatcher", "io.stackseed.dispatcher.RequestsHandler"),
    WORKER("worker", "io.stackseed.worker.ChunksHandler");

    private final String label;
    private final String handler;

    Module(String label, String handler) {
      this.label = label;
      this.handler = handler;
    }

    static boolean areBuilt() {
      return Stream.of(values()).allMatch(module -> Files.isReadable(module.jar()));
    }

    /** The jar that is deployed, beside what this class was compiled to. */
    Path jar() {
      return FunctionFork.classes()
          .resolve("../../../%s/target/%s.jar".formatted(label, label))
          .normalize();
    }

    FunctionFork.Function function() {
      return new FunctionFork.Function(
          areBuilt() ? jar().toString() : System.getProperty("java.class.path"), handler);
    }
  }

  /** What is measured, of each JDK. */
  private enum Moment {
    REQUESTS_MADE(Module.DISPATCHER, "the function is made"),
    REQUEST_HANDLED(Module.DISPATCHER, "its first request is refused and stored"),
    CHUNKS_MADE(Module.WORKER, "the function is made"),
    CHUNK_HANDLED(Module.WORKER, "its first message is handled, of a run that is gone"),
    ITEMS_WRITTEN(Module.WORKER, "its first items arrive at the table");

    private final Module module;
    private final String label;

    Moment(Module module, String label) {
      this.module = module;
      this.label = label;
    }
  }

  /** A moment, of a JDK. */
  private record Measured(Jdk jdk, Moment moment) {}

  private final Samples cpu = new Samples();
  private final Samples time = new Samples();

  /**
   * Starts each function with every JDK that is found; for a smoke once, with this one.
   *
   * @throws IllegalStateException if a function fails, or not every item arrives
   */
  @Override
  public Report run(Size size) throws IOException, InterruptedException {
    boolean isSmoke = size == Size.SMOKE;
    if (!isSmoke && !Module.areBuilt()) {
      throw new IllegalStateException("the functions' jars are missing: build them");
    }
    List<Jdk> jdks = isSmoke ? List.of(Jdk.current()) : Jdk.found();
    try (OneChunkRun run = new OneChunkRun()) {
      for (int fork = 0; fork < (isSmoke ? 1 : FORKS); fork++) {
        for (Jdk jdk : jdks) {
          measure(jdk, run);
        }
      }
    }
    List<Table> tables = new ArrayList<>();
    tables.add(times(jdks));
    if (Module.areBuilt()) {
      tables.add(sizes());
    }
    return Report.of(tables.toArray(Table[]::new));
  }

  private void measure(Jdk jdk, OneChunkRun run) throws IOException, InterruptedException {
    String endpoint = run.services().endpoint();
    FunctionFork request =
        FunctionFork.start(jdk, Module.DISPATCHER.function(), endpoint, ColdStartFork.REQUEST);
    List<Sample> ofRequests = request.finish();
    add(new Measured(jdk, Moment.REQUESTS_MADE), ofRequests.get(0));
    add(new Measured(jdk, Moment.REQUEST_HANDLED), ofRequests.get(1));
    FunctionFork chunk =
        FunctionFork.start(jdk, Module.WORKER.function(), endpoint, ColdStartFork.UNKNOWN_CHUNK);
    List<Sample> ofChunks = chunk.finish();
    add(new Measured(jdk, Moment.CHUNKS_MADE), ofChunks.get(0));
    add(new Measured(jdk, Moment.CHUNK_HANDLED), ofChunks.get(1));
    add(new Measured(jdk, Moment.ITEMS_WRITTEN), untilItems(jdk, run));
  }

  /** When the first call that writes items arrives, by what the system says of the process. */
  private static Sample untilItems(Jdk jdk, OneChunkRun run)
      throws IOException, InterruptedException {
    CompletableFuture<FunctionFork> started = new CompletableFuture<>();
    CompletableFuture<Sample> first = new CompletableFuture<>();
    SentItems sent = run.services().expect(() -> first.complete(started.join().now()));
    FunctionFork fork =
        FunctionFork.start(jdk, Module.WORKER.function(), run.services().endpoint(), run.message());
    started.complete(fork);
    List<Sample> unused = fork.finish();
    if (sent.items() != run.orders().orders() || sent.checksum() != run.orders().checksum()) {
      throw new IllegalStateException(
          "of %,d orders %,d arrived".formatted(run.orders().orders(), sent.items()));
    }
    return first.join();
  }

  private void add(Measured measured, Sample sample) {
    cpu.add(measured.toString(), sample.cpuMillis());
    time.add(measured.toString(), sample.millis());
  }

  private Table times(List<Jdk> jdks) {
    List<List<Object>> rows = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      for (Jdk jdk : jdks) {
        String measured = new Measured(jdk, moment).toString();
        rows.add(
            List.of(
                moment.module.label,
                moment.label,
                jdk.version(),
                cpu.median(measured),
                cpu.least(measured),
                cpu.most(measured),
                time.median(measured),
                time.least(measured),
                time.most(measured)));
      }
    }
    return new Table(
        "From the start of a JVM with "
            + String.join(" ", FunctionFork.OPTIONS)
            + (Module.areBuilt() ? "" : ", by the class path and not by the jars"),
        List.of(
            Column.text("function"),
            Column.text("until"),
            Column.text("JDK"),
            new Column("ms of CPU, median", "%,.0f"),
            new Column("least", "%,.0f"),
            new Column("most", "%,.0f"),
            new Column("ms, median", "%,.0f"),
            new Column("least", "%,.0f"),
            new Column("most", "%,.0f")),
        rows);
  }

  private static Table sizes() throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (Module module : Module.values()) {
      rows.add(List.of(module.label, Files.size(module.jar())));
    }
    return new Table("Jars", List.of(Column.text("function"), new Column("bytes", "%,d")), rows);
  }
}
