package io.stackseed.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stackseed.cli.Stackseed;
import io.stackseed.cli.account.Surroundings;
import io.stackseed.cli.aws.AwsAccount;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.deployed.HandMadeTable;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.services.QueryServer;
import io.stackseed.local.stack.StacksApi;
import io.stackseed.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * The commands over the AWS SDK, as it finds an account by its own rules: what variables say to a
 * process, system properties say here.
 */
@ExtendWith(EmbeddedAccount.class)
class RunCommandsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RECORDS = 2_000;

  private static Map<String, String> properties = Map.of();
  private static QueryServer stacks;

  @TempDir private Path folder;
  private final String table = "commands-" + UUID.randomUUID();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private IngestStack ingest;

  @BeforeAll
  static void sayWhereTheAccountIs(IngestStack ingest) {
    stacks = StacksApi.serve(ingest.cloudFormation());
    EmbeddedServices services = ingest.services();
    properties =
        Map.of(
            "aws.endpointUrlSns", services.endpoints().sns().toString(),
            "aws.endpointUrlS3", services.endpoints().s3().toString(),
            "aws.endpointUrlDynamoDb", services.endpoints().dynamoDb().toString(),
            "aws.endpointUrlCloudFormation", stacks.endpoint().toString(),
            "aws.region", services.settings().region(),
            "aws.accessKeyId", EmbeddedServices.ACCESS_KEY_ID,
            "aws.secretAccessKey", EmbeddedServices.SECRET_ACCESS_KEY);
    properties.forEach(System::setProperty);
  }

  @AfterAll
  static void forgetIt() {
    properties.keySet().forEach(System::clearProperty);
    stacks.close();
  }

  @BeforeEach
  void makeTable(IngestStack deployed) {
    ingest = deployed;
    HandMadeTable.create(ingest.services().dynamoDb(), table, "id");
  }

  @Test
  void whatWasRejectedIsMendedAndSeededAgain() throws IOException {
    Path file = oneBadRecordInAHundred();

    assertThat(seed(file, "--property", "MaxRejected=2%", "--wait", "--json")).isZero();
    JsonNode run = last();
    assertThat(run.path("State").asText()).isEqualTo("SUCCEEDED");
    assertThat(run.path("ItemsRejected").asInt()).isEqualTo(RECORDS / 100);
    assertThat(items()).isEqualTo(RECORDS - RECORDS / 100);

    String runId = run.path("RunId").asText();
    Path rejected = folder.resolve("rejected.jsonl");
    assertThat(stackseed("rejects", runId.substring(0, 10), "--raw", "--output", "" + rejected))
        .isZero();
    List<String> records = Files.readAllLines(rejected);
    assertThat(records)
        .containsExactlyElementsOf(
            Files.readAllLines(file).stream().filter(line -> line.contains("ident")).toList());
    Path mended =
        Files.writeString(
            folder.resolve("mended.jsonl"),
            String.join("\n", records).replace("\"ident\"", "\"id\""));

    assertThat(seed(mended, "--wait")).isZero();
    assertThat(items()).isEqualTo(RECORDS);
  }

  @Test
  void aRunOverItsLimitFailsWithItsReason() throws IOException {
    assertThat(seed(oneBadRecordInAHundred(), "--property", "MaxRejected=0.5%", "--wait"))
        .isEqualTo(1);

    assertThat(out.toString())
        .contains(": FAILED", "MaxRejected: 20 of 2,000 records rejected, 10 allowed.");
    String runId = out.toString().substring(4, 36);
    assertThat(stackseed("rejects", runId)).isZero();
    assertThat(bytes.toString(UTF_8).lines())
        .hasSize(20)
        .allMatch(line -> line.contains("\"code\":\"KEY_MISSING\""));
  }

  @Test
  void aRequestThatIsRefusedIsItsReason() throws IOException {
    assertThat(stackseed("seed", oneBadRecordInAHundred().toString(), "--table", "there-is-none"))
        .isEqualTo(1);

    assertThat(err.toString().lines())
        .last()
        .isEqualTo(
            "stackseed: TargetTable: 'there-is-none' does not exist. Create it before this"
                + " resource, or correct the name.");
  }

  @Test
  void aRunIsCancelledInItsMidstAndResumed() throws IOException {
    assertThat(
            seed(
                oneBadRecordInAHundred(),
                "--property",
                "MaxWriteUnitsPerSecond=50",
                "--property",
                "MaxRejected=20",
                "--json"))
        .isZero();
    String runId = last().path("RunId").asText();
    assertThat(stackseed("status", "--json")).isZero();
    assertThat(last().path("Runs").findValuesAsText("RunId")).contains(runId);

    assertThat(stackseed("cancel", runId.substring(0, 8), "--json")).isZero();
    assertThat(last().path("State").asText()).isEqualTo("CANCELLED");
    assertThat(last().path("Reason").asText()).isEqualTo("Cancelled by a message to the topic.");
    assertThat(items()).isLessThan(RECORDS - 20);

    assertThat(stackseed("resume", runId, "--json")).isZero();
    JsonNode resumed = last();
    assertThat(resumed.path("Resumes").asText()).isEqualTo(runId);
    assertThat(stackseed("cancel", resumed.path("RunId").asText())).isZero();
  }

  @Test
  void aRunThatHasEndedIsNotCancelled() throws IOException {
    assertThat(seed(oneBadRecordInAHundred(), "--property", "MaxRejected=20", "--wait", "--json"))
        .isZero();
    String runId = last().path("RunId").asText();

    assertThat(stackseed("cancel", runId)).isEqualTo(1);
    assertThat(stackseed("resume", runId)).isEqualTo(1);

    assertThat(err.toString())
        .contains(
            "run %s has ended already, SUCCEEDED. There is nothing to cancel.".formatted(runId),
            "run %s has loaded everything. There is nothing to resume.".formatted(runId));
  }

  @Test
  void aRunThatFailedForAReasonSinceMendedIsResumed() throws IOException {
    Path file = Files.writeString(folder.resolve("two.jsonl"), lines(RECORDS, i -> "id"));
    assertThat(seed(file, "--property", "MaxWriteUnitsPerSecond=100", "--json")).isZero();
    String runId = last().path("RunId").asText();
    ingest.services().dynamoDb().deleteTable(delete -> delete.tableName(table));
    assertThat(stackseed("status", runId, "--follow", "--json")).isEqualTo(1);
    assertThat(last().path("State").asText()).isEqualTo("FAILED");

    HandMadeTable.create(ingest.services().dynamoDb(), table, "id");
    assertThat(stackseed("resume", runId, "--json")).isZero();

    JsonNode resumed = last();
    assertThat(resumed.path("State").asText()).isIn("PLANNING", "LOADING");
    assertThat(stackseed("cancel", resumed.path("RunId").asText())).isZero();
  }

  @Test
  void aFileIsUploadedInParts() throws IOException {
    Path large = folder.resolve("large.jsonl");
    String line = "{\"id\":\"%s\"}\n".formatted("x".repeat(100_000));
    Files.writeString(large, line.repeat(350));

    assertThat(seed(large, "--property", "DryRun=true", "--json")).isZero();

    JsonNode run = last();
    String key = run.path("Source").asText().substring(("s3://" + ingest.bucket() + "/").length());
    assertThat(
            ingest
                .services()
                .s3()
                .getObjectAsBytes(get -> get.bucket(ingest.bucket()).key(key))
                .asByteArray())
        .isEqualTo(Files.readAllBytes(large));
    assertThat(stackseed("cancel", run.path("RunId").asText())).isIn(0, 1);
  }

  @Test
  void whatIsNotThereIsSaidInOneLine() {
    assertThat(stackseed("status", "--stack", "no-stack")).isEqualTo(1);
    assertThat(stackseed("status", "--progress-table", "no-table")).isEqualTo(1);
    assertThat(stackseed("status", "--profile", "nobody")).isEqualTo(1);

    assertThat(err.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "stackseed: --stack: 'no-stack' is not in %s: Stack with id no-stack does"
                                .formatted(ingest.services().settings().region())
                            + " not exist. Check the name and --region."),
            line ->
                assertThat(line)
                    .contains("DynamoDb refuses: ", "Check --stack and --region, or the names"),
            line -> assertThat(line).contains("--profile: there is no 'nobody'"));
    assertThat(out.toString()).isEmpty();
  }

  private Path oneBadRecordInAHundred() throws IOException {
    return Files.writeString(
        folder.resolve(UUID.randomUUID() + ".jsonl"),
        lines(RECORDS, i -> i % 100 == 0 ? "ident" : "id"));
  }

  private static String lines(int count, java.util.function.IntFunction<String> key) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"%s\":\"ø-%d\"}\n".formatted(key.apply(i), i))
        .collect(Collectors.joining());
  }

  private int seed(Path file, String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "seed";
    arguments[1] = file.toString();
    arguments[2] = "--table";
    arguments[3] = table;
    System.arraycopy(more, 0, arguments, 4, more.length);
    return stackseed(arguments);
  }

  private int stackseed(String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            AwsAccount::open,
            Map.of("STACKSEED_STACK", IngestStack.NAME),
            Time.system(),
            bytes,
            false);
    return Stackseed.commandLine(surroundings)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  /** The last line of standard output. */
  private JsonNode last() throws IOException {
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).as(err.toString()).isNotEmpty();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private int items() {
    return ingest
        .services()
        .dynamoDb()
        .scan(scan -> scan.tableName(table).consistentRead(true).select(Select.COUNT))
        .count();
  }
}
