package io.stackseed.cli.validate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stackseed.cli.output.BytesProgress;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestProperties;
import io.stackseed.shape.HashKey;
import io.stackseed.shape.HashKeys;
import io.stackseed.shape.Shapers;
import io.stackseed.shape.Shaping;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a run would make of local files, without any service. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a run would make of local files, of any size, without any AWS service.",
      "",
      "It reads each file to its end with the code of a run, and tells how many records would"
          + " become items, which not and why, how large the items are, which have equal keys, and"
          + " what writing them takes and costs. The exit code is 1 if a run would fail."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed validate sample-data/orders.json --key customerId:S,orderId:S",
      "  stackseed validate export/ --key id:S --index by-status:status:S,at:N",
      "  stackseed validate people.txt --key id:N --property Format=csv --json",
      "  stackseed validate orders.json --template app.yaml --resource Seed"
    })
public final class ValidateCommand implements Callable<Integer> {
  /** The key is a secret of the account; but whatever it is, hashes have the same form. */
  private static final HashKeys STAND_IN =
      () -> new HashKey("a stand-in for the account's own key".getBytes(US_ASCII));

  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files; a folder means all files below it, as a prefix does in S3.")
  private List<Path> named = List.of();

  @Mixin private TableOptions table = new TableOptions();

  @Option(
      names = "--capacity",
      paramLabel = "UNITS",
      defaultValue = "4000",
      description =
          "Write units a second that the table takes (default: ${DEFAULT-VALUE}, what a new"
              + " on-demand table does).")
  private long capacity;

  @Option(
      names = "--price",
      paramLabel = "USD",
      description = "Price of a million write units on demand (default: that of us-east-1).")
  private @Nullable BigDecimal price;

  @Option(
      names = "--rejects",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the rejects to show (default: ${DEFAULT-VALUE}).")
  private int rejects;

  @Option(
      names = "--max-keys",
      paramLabel = "N",
      defaultValue = "5000000",
      description =
          "How many different keys to compare (default: ${DEFAULT-VALUE}). Each takes up to 48"
              + " bytes of memory; keys past these are not known when they come again, and the"
              + " report says so.")
  private long maxKeys;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output, and nothing else.")
  private boolean json;

  public ValidateCommand() {
    this(Clock.systemUTC());
  }

  ValidateCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    checkFigures();
    List<Path> files = files();
    TableOptions.Wanted wanted = table.read();
    IngestProperties ingest;
    Shaping shaping;
    try {
      ingest = GivenProperties.of(wanted.properties());
      shaping = ingest.shaping().frozen(wanted.target().schema(), clock.instant(), STAND_IN);
    } catch (FailureException e) {
      return refused(e.failure().sentence());
    }
    Report report = validate(wanted.target(), ingest, shaping, files);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonReport.of(report));
    } else {
      TextReport.print(report, out);
    }
    out.flush();
    return report.wouldSucceed() ? 0 : 1;
  }

  private void checkFigures() {
    if (capacity < 1) {
      throw usage(
          "--capacity: '%d' is not a number of write units, 1 or more.".formatted(capacity));
    }
    if (price != null && price.signum() < 0) {
      throw usage("--price: '%s' is not a price.".formatted(price));
    }
    if (rejects < 0) {
      throw usage("--rejects: '%d' is less than none.".formatted(rejects));
    }
    if (maxKeys < 0) {
      throw usage("--max-keys: '%d' is less than none.".formatted(maxKeys));
    }
  }

  private List<Path> files() throws IOException {
    try {
      return GivenFiles.of(named);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private Report validate(Target target, IngestProperties ingest, Shaping shaping, List<Path> files)
      throws IOException {
    Findings findings = new Findings(target, rejects, maxKeys, clock.instant());
    List<FileReport> reports = new ArrayList<>();
    try (BytesProgress progress = progress(files)) {
      Validation validation =
          new Validation(target, ingest, shaping, new Shapers(STAND_IN), findings, progress);
      for (Path file : files) {
        reports.add(validation.file(file));
      }
    }
    return Report.of(
        reports,
        findings,
        notes(ingest),
        ingest.maxRejected(),
        capacity,
        price == null ? Price.LISTED : Price.given(price));
  }

  private static List<String> notes(IngestProperties ingest) {
    List<String> notes = new ArrayList<>();
    if (!ingest.shaping().hash().isEmpty()) {
      notes.add("Hash: a stand-in key was used; a run's hashes are others of the same form.");
    }
    if (ingest.dryRun()) {
      notes.add("DryRun: a run would write nothing; the figures are those of one that writes.");
    }
    return notes;
  }

  /** The script knows whether standard error is a terminal; Java does not. */
  private BytesProgress progress(List<Path> files) throws IOException {
    if (json || !Boolean.getBoolean("stackseed.terminal")) {
      return BytesProgress.silent();
    }
    long totalBytes = 0;
    for (Path file : files) {
      totalBytes += Files.size(file);
    }
    return BytesProgress.bar("validating", totalBytes);
  }

  private int refused(String problem) {
    if (json) {
      spec.commandLine().getOut().println(JsonReport.refused(problem));
      spec.commandLine().getOut().flush();
    } else {
      spec.commandLine().getErr().println("A run would fail: " + problem);
      spec.commandLine().getErr().flush();
    }
    return 1;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
