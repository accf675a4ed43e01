package io.stackseed.local.command;

import io.stackseed.cli.option.KeyOption;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.CustomResourceAnswer.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fills a table of the embedded services while a stack is created, and shows it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Fills a table from a file while a stack is created, on embedded services, and shows it.",
      "",
      "Without options it deploys templates/ingest.yaml and templates/example-table.yaml with"
          + " sample-data/ingestData1.json. With --file and --key it loads your own file into a"
          + " table of those keys. Nothing is left behind."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed demo",
      "  stackseed demo --file orders.jsonl --key customerId:S,orderId:N",
      "  stackseed demo --file orders.json --key id:S --property ChunkBytes=262144 \\",
      "    --json --dump table.jsonl"
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--file", paramLabel = "FILE", description = "The file to load.")
  private @Nullable Path file;

  @Option(
      names = "--key",
      paramLabel = "NAME:TYPE[,NAME:TYPE]",
      converter = KeyOption.Converter.class,
      description = "The table's partition key and sort key, with S, N or B as the type.")
  private @Nullable KeyOption key;

  @Option(
      names = "--property",
      paramLabel = "K=V",
      description = "A property of the resource. May be given more than once.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--json",
      description =
          "Print one JSON object as the last line of standard output: Status, Reason,"
              + " PhysicalResourceId, Data, TableItemCount, ElapsedSeconds.")
  private boolean json;

  @Option(
      names = "--dump",
      paramLabel = "FILE",
      description = "Write the table afterwards as lines of {\"Item\":{…}}.")
  private @Nullable Path dump;

  @Override
  public Integer call() {
    checkUsage();
    Instant started = Instant.now();
    PrintWriter out = spec.commandLine().getOut();
    try (DemoProgress progress = new DemoProgress(json);
        Demo demo = Demo.start(Checkout.here(), progress)) {
      CustomResourceAnswer answer = demo.run(file, key, properties);
      DemoReport report =
          new DemoReport(answer, demo.table(), Duration.between(started, Instant.now()));
      if (dump != null) {
        report.dump(dump);
      }
      if (json) {
        report.printJson(out);
      } else {
        report.print(out);
      }
      out.flush();
      return answer.status() == Status.SUCCESS ? 0 : 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkUsage() {
    if (file != null && key == null) {
      throw usage("--file needs --key: name the table's key, for instance --key id:S.");
    }
    if (key != null && file == null) {
      throw usage("--key needs --file: name the file to load.");
    }
    if (file != null && !Files.isRegularFile(file)) {
      throw usage("--file: '%s' is not a file.".formatted(file));
    }
    if (dump != null && Files.isDirectory(dump)) {
      throw usage("--dump: '%s' is a folder.".formatted(dump));
    }
    if (dump != null && !Files.isDirectory(folderOf(dump))) {
      throw usage("--dump: the folder of '%s' does not exist.".formatted(dump));
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
