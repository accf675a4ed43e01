package io.stackseed.cli.runs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.cli.account.Ingest;
import io.stackseed.cli.account.Surroundings;
import io.stackseed.cli.output.BytesProgress;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.RequestType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills a table from a file, without a stack of its own. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description = {
      "Fills a table from a local file or from objects in S3, through a deployed ingest stack.",
      "",
      "A local file is uploaded to the ingest bucket first, under a key of its own below uploads/."
          + " Then the request is published to the stack's topic, and the id of its run is printed."
          + " A request that is refused, because its table is missing for instance, is an error"
          + " here. Of runs by hand into one table the newest ends one that is still loading."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed seed orders.json --table orders --stack data-ingest --wait",
      "  stackseed seed s3://my-data/2026/ --table orders --stack data-ingest \\",
      "    --property MaxRejected=1%% --property WriteMode=SkipExisting",
      "  stackseed seed people.csv --table people --topic-arn arn:aws:sns:… \\",
      "    --bucket my-bucket --progress-table my-table \\",
      "    --property 'CsvTypes={\"age\":\"N\"}' --json"
    })
final class SeedCommand extends RunCommand {
  private static final String S3 = "s3://";
  private static final String TABLE = "TargetTable";
  private static final String SOURCE = "DataIngestFile";

  @Parameters(
      paramLabel = "FILE|S3-URL",
      description =
          "A local file, or s3://bucket/key; of what is in S3 also a prefix that ends in /, or the"
              + " manifest-summary.json of a DynamoDB export.")
  private String source = "";

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      required = true,
      description = "The table to fill: its name, or its ARN.")
  private String table = "";

  @Option(
      names = "--property",
      paramLabel = "K=V",
      description =
          "A property of Custom::DataIngest, as Format, MaxRejected or DryRun; lists and maps as"
              + " JSON. May be given more than once.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--wait",
      description =
          "Wait until the run has ended. Ctrl-C ends the waiting, with exit code 130, and not the"
              + " run.")
  private boolean wait;

  SeedCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void checkUsage() {
    refuse(TABLE, "--table");
    refuse(SOURCE, "the file");
    if (isLocal()) {
      Path file = Path.of(source);
      if (Files.isDirectory(file)) {
        throw usage(
            "'%s' is a folder. Upload it, as with `aws s3 sync`, and seed s3://bucket/prefix/."
                .formatted(source));
      }
      if (!Files.isReadable(file)) {
        throw usage("'%s' is not a file that can be read.".formatted(source));
      }
    }
  }

  private void refuse(String property, String insteadOf) {
    if (properties.containsKey(property)) {
      throw usage("--property: %s is what %s says.".formatted(property, insteadOf));
    }
  }

  private boolean isLocal() {
    return !source.startsWith(S3);
  }

  @Override
  int run(Ingest ingest) throws IOException, InterruptedException {
    String bucket = isLocal() ? ingest.bucket() : "";
    String key = "uploads/%s/%s".formatted(UUID.randomUUID(), Path.of(source).getFileName());
    ObjectNode wanted = properties(isLocal() ? S3 + bucket + "/" + key : source);
    check(wanted, ingest, bucket);
    ingest.runs();
    if (isLocal()) {
      upload(ingest, bucket, key);
    }
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("RequestType", RequestType.CREATE.wireName());
    request.set("ResourceProperties", wanted);
    String runId = publish(ingest, request);
    say("Run %s is asked for: %s into %s".formatted(runId, wanted.path(SOURCE).asText(), table));
    return report(ingest, runId, wait);
  }

  private ObjectNode properties(String name) {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode().put(TABLE, table).put(SOURCE, name);
    properties.forEach(wanted::put);
    return wanted;
  }

  /** As the Requests function will; but before anything is uploaded. */
  private void check(ObjectNode wanted, Ingest ingest, String bucket) {
    try {
      IngestProperties.parse(wanted, ingest.topic(), bucket);
    } catch (FailureException e) {
      throw usage(e.failure().sentence());
    }
  }

  private void upload(Ingest ingest, String bucket, String key) throws IOException {
    Path file = Path.of(source);
    say("Uploading %s to s3://%s/%s".formatted(source, bucket, key));
    boolean isShown = surroundings().isTerminal() && !isJson();
    try (BytesProgress progress =
        isShown ? BytesProgress.bar("  uploading", Files.size(file)) : BytesProgress.silent()) {
      ingest.account().upload(file, bucket, key, progress::within);
    }
  }
}
