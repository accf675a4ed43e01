package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.benchmarks.report.Machine;
import io.stackseed.benchmarks.report.Plot;
import io.stackseed.benchmarks.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
      description = "Draw the plots into FOLDER, as SVG.")
  private @Nullable Path plots;

  @Option(names = "--smoke", description = "Run a moment's work: the figures say nothing.")
  private boolean smoke;

  @Option(names = "--list", description = "Say what there is, and exit.")
  private boolean list;

  @Spec private CommandSpec command = CommandSpec.create();

  private final PrintStream out;

  Benchmarks(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list) {
      for (Catalogue entry : Catalogue.values()) {
        out.printf("%s %-12s %s%n", entry.isDefault() ? "*" : " ", entry.label(), entry.summary());
      }
      return 0;
    }
    List<Catalogue> chosen = chosen();
    Machine machine = Machine.here();
    out.println(machine.text());
    Map<String, Report> reports = new LinkedHashMap<>();
    for (Catalogue entry : chosen) {
      Report report = inItsOwnJvm(entry);
      reports.put(entry.label(), report);
      out.printf("%n## %s%n%n%s%n", entry.label(), report.text());
      if (plots != null) {
        Files.createDirectories(plots);
        for (Plot plot : report.plots()) {
          plot.draw(plots);
        }
      }
    }
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("machine", machine);
      all.put("benchmarks", reports);
      out.println(new JsonMapper().writeValueAsString(all));
    }
    return 0;
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

  private Report inItsOwnJvm(Catalogue entry) throws IOException, InterruptedException {
    Path file = Files.createTempFile("stackseed-", ".json");
    try {
      Size size = smoke ? Size.SMOKE : Size.FULL;
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
        throw new IllegalStateException(entry.label() + " failed: what it says stands above");
      }
      return new JsonMapper().readValue(Files.readString(file), new TypeReference<>() {});
    } finally {
      Files.delete(file);
    }
  }

  /** One benchmark, in a JVM that is given its options. */
  static final class Fork {
    private Fork() {}

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
