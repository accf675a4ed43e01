package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.benchmarks.report.Machine;
import io.stackseed.benchmarks.report.Plot;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks: each in a JVM of its own, one after the other. */
@Command(
    name = "benchmarks/run",
    description = {
      "Measures what is claimed of speed, memory and cost.",
      "Each benchmark checks its result before it counts, and compares with baselines of the same"
          + " run. Without NAME, all that are marked with * run, in less than 15 minutes."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class Benchmarks implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "What to run, of what --list says.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--json", description = "End with one JSON object in a line of its own.")
  private boolean json;

  @Option(
      names = "--plots",
      paramLabel = "FOLDER",
      description = "Draw the plots into FOLDER, as PNG.")
  private @Nullable Path plots;

  @Option(names = "--smoke", description = "Run a moment's work: the figures say nothing.")
  private boolean smoke;

  @Option(names = "--list", description = "Say what there is, and exit.")
  private boolean list;

  @Spec private CommandSpec command = CommandSpec.create();

  private final PrintStream out;
  private final Runner runner;

  Benchmarks(PrintStream out, Runner runner) {
    this.out = out;
    this.runner = runner;
  }

  /** How a benchmark is run. */
  @FunctionalInterface
  interface Runner {
    /**
     * Runs it to its end.
     *
     * @throws IllegalStateException if it failed
     * @throws IOException if it could not be started, or its report not be read
     */
    Report run(Catalogue entry, Size size) throws IOException, InterruptedException;
  }

  /**
   * What the JSON has of a benchmark.
   *
   * @param load of the last minute before it, as {@link Machine#load()}
   * @param seconds that it took
   */
  private record Measured(double load, long seconds, List<Table> tables, List<Plot> plots) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks(System.out, Fork::start)).execute(arguments));
  }

  /** Runs what was asked for; one that fails takes none of the others with it. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list) {
      for (Catalogue entry : Catalogue.values()) {
        out.printf("%s %-12s %s%n", entry.isDefault() ? "*" : " ", entry.label(), entry.summary());
      }
      return 0;
    }
    List<Catalogue> chosen = chosen();
    if (plots != null) {
      Files.createDirectories(plots);
    }
    Machine machine = Machine.here();
    out.println(machine.text());
    Map<String, Measured> measured = new LinkedHashMap<>();
    List<String> failed = new ArrayList<>();
    for (Catalogue entry : chosen) {
      try {
        measured.put(entry.label(), measure(entry));
      } catch (IOException | IllegalStateException e) {
        command.commandLine().getErr().printf("%s failed: %s%n", entry.label(), e.getMessage());
        failed.add(entry.label());
      }
    }
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("machine", machine);
      all.put("benchmarks", measured);
      all.put("failed", failed);
      out.println(new JsonMapper().writeValueAsString(all));
    }
    return failed.isEmpty() ? 0 : 1;
  }

  private Measured measure(Catalogue entry) throws IOException, InterruptedException {
    double load = Machine.load();
    long start = System.nanoTime();
    Report report = runner.run(entry, smoke ? Size.SMOKE : Size.FULL);
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    String before = load < 0 ? "" : String.format(Locale.ROOT, "load %.1f; ", load);
    out.printf("%n## %s (%s%d s)%n%n%s%n", entry.label(), before, seconds, report.text());
    if (plots != null) {
      for (Plot plot : report.plots()) {
        plot.draw(plots);
      }
    }
    return new Measured(load, seconds, report.tables(), report.plots());
  }

  private List<Catalogue> chosen() {
    return names.isEmpty()
        ? Arrays.stream(Catalogue.values()).filter(Catalogue::isDefault).toList()
        : names.stream().map(this::named).toList();
  }

  private Catalogue named(String label) {
    return Catalogue.labelled(label)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "There is no benchmark '%s'. --list says which there are.".formatted(label)));
  }

  /** One benchmark, in a JVM that is given its options. */
  static final class Fork {
    private Fork() {}

    /** A {@link Runner}. */
    static Report start(Catalogue entry, Size size) throws IOException, InterruptedException {
      Path file = Files.createTempFile("stackseed-", ".json");
      try {
        Process fork =
            Jvm.process(
                    Fork.class,
                    Arrays.stream(entry.jvmOptions().split(" ", -1))
                        .filter(option -> !option.isEmpty())
                        .toList(),
                    List.of(entry.name(), size.name(), file.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (fork.waitFor() != 0) {
          throw new IllegalStateException("what it says stands above");
        }
        return new JsonMapper().readValue(Files.readString(file), new TypeReference<>() {});
      } finally {
        Files.delete(file);
      }
    }

    /**
     * Writes the report.
     *
     * @param arguments the benchmark, its size, and the file for the report
     */
    public static void main(String[] arguments) throws Exception {
      Report report = Catalogue.valueOf(arguments[0]).benchmark().run(Size.valueOf(arguments[1]));
      Files.write(
          Path.of(arguments[2]), new JsonMapper().writeValueAsString(report).getBytes(UTF_8));
      // Threads of clients that were never closed must not keep it.
      System.exit(0);
    }
  }
}
