package io.stackseed.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.deployed.HandMadeTable;
import io.stackseed.local.services.QueryServer;
import io.stackseed.local.stack.StacksApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The commands of README.md and docs/OPERATIONS.md, run by a shell as they stand there, for the
 * embedded services. Those that cannot be are listed with the reason.
 */
@ExtendWith(EmbeddedAccount.class)
class DocumentedCommandsIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> DOCUMENTS = List.of("README.md", "docs/OPERATIONS.md");

  /** A block: its indent, which is that of its list, its language if it has one, and its text. */
  private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^ *```$");

  /** How a block begins that is a picture, or what a command prints. */
  private static final List<String> NO_COMMANDS =
      List.of("CloudFormation ──", "  File  ", "Starting the embedded services");

  /** How a block begins that does not run here, and why. */
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "mvn verify", "runs this test",
          "./stackseed demo", "DemoIT does it",
          "mvn package", "is done before this test, or needs an account",
          "aws cloudformation package", "the stand-in for CloudFormation is told of stacks in Java",
          "aws cloudformation deploy", "the stand-in for CloudFormation is told of stacks in Java",
          "aws cloudformation list-imports", "the stand-in for CloudFormation has no such call",
          "aws cloudformation list-stack", "the stand-in for CloudFormation has no such call",
          "aws secretsmanager", "the stand-in for Secrets Manager has one secret",
          "aws lambda", "Lambda's stand-in has no API",
          "aws sqs", "the AWS CLI of version 1 goes to SQS itself, whatever the variables say");

  @TempDir private static Path folder;
  private static QueryServer stacks;
  private static HttpServer cloudFormationsBucket;
  private static Map<String, String> variables = Map.of();
  private static Map<String, String> placeholders = Map.of();

  private record Block(String document, int line, String commands) {
    boolean beginsWith(String text) {
      return commands.startsWith(text);
    }

    boolean usesVariables() {
      return commands.contains("$");
    }

    boolean runsHere() {
      return NOT_HERE.keySet().stream().noneMatch(this::beginsWith);
    }
  }

  @BeforeAll
  static void prepare(IngestStack ingest) throws Exception {
    stacks = StacksApi.serve(ingest.cloudFormation());
    variables = ServeSettings.of(ingest.services(), stacks.endpoint());
    layOutFolder();
    DynamoDbClient dynamoDb = ingest.services().dynamoDb();
    HandMadeTable.create(dynamoDb, "orders", "id");
    HandMadeTable.create(dynamoDb, "scratch", "id");
    ingest.services().s3().createBucket(create -> create.bucket("scratch-of-documents"));
    cloudFormationsBucket = acceptingPuts();
    String run =
        shell("stackseed seed orders.jsonl --table orders --property MaxRejected=2% --wait --json")
            .replaceAll("(?s).*\"RunId\":\"([0-9a-f]{32})\".*", "$1");
    placeholders =
        Map.of(
            "RUN_ID",
            run,
            "3f2a9c41",
            run.substring(0, 8),
            "ARTIFACT_BUCKET",
            "artifact-bucket",
            "s3://BUCKET/",
            "s3://" + ingest.bucket() + "/");
  }

  @AfterAll
  static void stop(IngestStack ingest) {
    cloudFormationsBucket.stop(0);
    stacks.close();
    ingest.services().dynamoDb().deleteTable(delete -> delete.tableName("orders"));
  }

  @TestFactory
  Stream<DynamicTest> runAsTheyStandThere() {
    return DOCUMENTS.stream()
        .flatMap(
            document -> {
              List<Block> blocks = blocks(document);
              // What the first block of a document sets up, for those after it that use it.
              String first = blocks.get(0).beginsWith("output()") ? blocks.get(0).commands() : "";
              return blocks.stream()
                  .filter(Block::runsHere)
                  .map(
                      block ->
                          DynamicTest.dynamicTest(
                              "%s, line %d".formatted(document, block.line()),
                              () -> run(block.usesVariables() ? first : "", block)));
            });
  }

  @Test
  void everyExceptionIsStillOne() {
    List<Block> blocks = DOCUMENTS.stream().flatMap(document -> blocks(document).stream()).toList();

    assertThat(NOT_HERE.keySet())
        .allMatch(begin -> blocks.stream().anyMatch(block -> block.beginsWith(begin)));
    assertThat(blocks.stream().filter(Block::runsHere)).hasSizeGreaterThan(10);
  }

  private static void run(String before, Block block) throws Exception {
    String commands = block.commands();
    for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
      commands = commands.replace(placeholder.getKey(), placeholder.getValue());
    }
    for (String tool : List.of("aws", "jq", "curl")) {
      if (Pattern.compile("(?m)(^|[|(] ?)" + tool + " ").matcher(before + commands).find()) {
        assumeThat(isOnThePath(tool)).as(tool + " is not installed").isTrue();
      }
    }
    shell(before + commands);
  }

  /** Fails as soon as a command does, but for those that say that a run has ended already. */
  private static String shell(String commands) throws IOException, InterruptedException {
    String script =
        """
        set -uo pipefail
        trap 'code=$?; case "$BASH_COMMAND" in
          "stackseed cancel"*|"stackseed resume"*) [ $code = 1 ] || exit $code ;;
          *) exit $code ;;
        esac' ERR
        """
            + commands
            + "\nexit 0\n";
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.putAll(variables);
    environment.put("PATH", folder + ":" + environment.get("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Path out = Files.createTempFile(folder, "out", "");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(commands).isTrue();
    String printed = Files.readString(out);
    assertThat(process.exitValue()).as("%s%n%s", commands, printed).isZero();
    return printed;
  }

  private static List<Block> blocks(String document) {
    String text;
    try {
      text = Files.readString(ROOT.resolve(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      int line = (int) text.substring(0, block.start()).lines().count() + 1;
      String commands = block.group(3).replaceAll("(?m)^" + block.group(1), "");
      if (block.group(2).isEmpty() && NO_COMMANDS.stream().noneMatch(commands::startsWith)) {
        blocks.add(new Block(document, line, commands));
      }
    }
    return blocks;
  }

  /** A folder like a checkout's, with the files that the documents speak of. */
  private static void layOutFolder() throws IOException {
    for (String part : List.of("sample-data", "templates", "docs")) {
      Files.createSymbolicLink(folder.resolve(part), ROOT.resolve(part));
    }
    Path command = folder.resolve("stackseed");
    Files.writeString(command, "#!/bin/sh\nexec '" + ROOT.resolve("stackseed") + "' \"$@\"\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    write(
        "orders.jsonl", lines(n -> "{\"%s\":\"%d\"}".formatted(n % 100 == 0 ? "ident" : "id", n)));
    write("orders.json", "[{\"customerId\":\"c\",\"orderId\":\"o\"}]");
    write(
        "app.yaml",
        """
        Resources:
          Orders:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions:
                - {AttributeName: customerId, AttributeType: S}
              KeySchema:
                - {AttributeName: customerId, KeyType: HASH}
          Seed:
            Type: Custom::DataIngest
            Properties:
              ServiceToken: !ImportValue data-ingest-ingest-topic
              TargetTable: !Ref Orders
              DataIngestFile: orders.json
        """);
    write(
        "left-behind.txt", "AWS::DynamoDB::Table scratch\nAWS::S3::Bucket scratch-of-documents\n");
  }

  /** In the place of the presigned URL that a request carries. */
  private static HttpServer acceptingPuts() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean isAnswer =
              exchange.getRequestMethod().equals("PUT")
                  && new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                      .contains("\"Status\": \"FAILED\"");
          exchange.sendResponseHeaders(isAnswer ? 200 : 400, -1);
          exchange.close();
        });
    server.start();
    write(
        "request.json",
        """
        {"RequestType":"Create","StackId":"s","RequestId":"r","LogicalResourceId":"Seed",
         "ResponseURL":"http://127.0.0.1:%d/answer"}
        """
            .formatted(server.getAddress().getPort()));
    return server;
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String lines(IntFunction<String> line) {
    return IntStream.rangeClosed(1, 200).mapToObj(line).collect(Collectors.joining("\n"));
  }

  private static boolean isOnThePath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(part -> Files.isExecutable(Path.of(part, tool)));
  }
}
