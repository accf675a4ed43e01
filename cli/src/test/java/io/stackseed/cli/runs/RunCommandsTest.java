package io.stackseed.cli.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.cli.Stackseed;
import io.stackseed.cli.account.Surroundings;
import io.stackseed.format.Compression;
import io.stackseed.format.CsvOptions;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.request.Digests;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.SampleRuns;
import io.stackseed.run.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The run that the fake's one message asks for. */
  private static final String ASKED_FOR = Digests.of("message", FakeAccount.MESSAGE_ID);

  private static final String A_RUN = "aaaa1111aaaa1111aaaa1111aaaa1111";
  private static final Instant NOW = SampleRuns.REQUESTED_AT.plusSeconds(60);
  private static final Counts COUNTS = new Counts(10, 8, 0, 2, 0, 500, 8);

  @TempDir private Path folder;
  private final FakeAccount account = new FakeAccount();
  private final ScriptedTime time = new ScriptedTime(NOW);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void seedUploadsUnderAKeyOfItsOwnAndPublishesTheRequest() throws IOException {
    Path file = file("orders.jsonl", "{\"id\":1}\n");
    account.subscriber = message -> accept(SampleRuns.byHand(ASKED_FOR));

    assertThat(run("seed", file.toString(), "--table", "orders", "--property", "MaxRejected=2%"))
        .isZero();
    assertThat(run("seed", file.toString(), "--table", "orders")).isZero();

    assertThat(account.objects)
        .hasSize(2)
        .allSatisfy(
            (name, content) -> {
              assertThat(name).matches("s3://ingest/uploads/[0-9a-f-]{36}/orders\\.jsonl");
              assertThat(content).isEqualTo("{\"id\":1}\n");
            });
    assertThat(JSON.readTree(account.published.get(0)))
        .isEqualTo(
            JSON.readTree(
                "{\"RequestType\":\"Create\",\"ResourceProperties\":{\"TargetTable\":\"orders\","
                    + "\"DataIngestFile\":\"%s\",\"MaxRejected\":\"2%%\"}}"
                        .formatted(account.objects.keySet().iterator().next())));
    assertThat(out.toString().lines()).containsExactly(ASKED_FOR, ASKED_FOR);
    assertThat(err.toString()).contains("stackseed status " + ASKED_FOR.substring(0, 12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MaxRejectd=1 | Unknown property 'MaxRejectd'. Did you mean MaxRejected?",
        "MaxRejected=x | MaxRejected: 'x' is not allowed.",
        "TargetTable=t | --property: TargetTable is what --table says.",
        "DataIngestFile=f | --property: DataIngestFile is what the file says.",
      })
  void whatAPropertyMayNotBeIsSaidInOneLineBeforeAnythingIsUploaded(String property, String said)
      throws IOException {
    Path file = file("orders.jsonl", "{}");

    assertThat(run("seed", file.toString(), "--table", "orders", "--property", property))
        .isEqualTo(2);

    assertThat(err.toString().lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith("stackseed: " + said)
                    .endsWith("See `stackseed seed --help`."));
    assertThat(account.objects).isEmpty();
    assertThat(account.published).isEmpty();
  }

  @Test
  void whatIsNoFileIsSaidBeforeTheAccountIsAsked() {
    assertThat(run("seed", folder + "/none", "--table", "orders")).isEqualTo(2);
    assertThat(run("seed", folder.toString(), "--table", "orders")).isEqualTo(2);

    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("is not a file that can be read."),
            line -> assertThat(line).contains("is a folder. Upload it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--wait"})
  void aRequestThatIsRefusedIsItsReasonAndExitCodeOne(String option) throws IOException {
    Outcome refusal =
        new Outcome(RunState.FAILED, "TargetTable: 'x' does not exist.", NOW, Counts.ZERO, 0);
    account.subscriber =
        message ->
            store(
                SampleRuns.loading(null, SampleRuns.byHand(ASKED_FOR)).ended(refusal),
                Progress.ended(RunState.FAILED));

    int exitCode =
        option.isEmpty()
            ? run("seed", "s3://b1-data/o.jsonl", "--table", "nowhere")
            : run("seed", "s3://b1-data/o.jsonl", "--table", "nowhere", option);

    assertThat(exitCode).isEqualTo(1);
    if (option.equals("--json")) {
      assertThat(err.toString()).isEmpty();
      assertThat(JSON.readTree(out.toString()).path("Reason").asText())
          .isEqualTo("TargetTable: 'x' does not exist.");
    } else {
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString().lines())
          .last()
          .isEqualTo("stackseed: TargetTable: 'x' does not exist.");
    }
  }

  @Test
  void aRequestThatIsNotTakenForNowIsSaidSo() {
    assertThat(run("seed", "s3://b1-data/o.jsonl", "--table", "orders")).isZero();
    assertThat(out.toString().strip()).isEqualTo(ASKED_FOR);
    assertThat(err.toString()).contains("not accepted yet");

    assertThat(run("seed", "s3://b1-data/o.jsonl", "--table", "orders", "--wait")).isEqualTo(1);
    assertThat(time.now()).isAfterOrEqualTo(NOW.plus(RunCommand.LONG_ACCEPTANCE));
  }

  @ParameterizedTest
  @CsvSource({"SUCCEEDED, 0", "FAILED, 1", "CANCELLED, 1"})
  void waitingEndsWithTheRunAndItsOutcomeIsTheExitCode(RunState state, int exitCode)
      throws IOException {
    account.subscriber = message -> accept(SampleRuns.byHand(ASKED_FOR));
    loadAndEnd(state);

    assertThat(run("seed", "s3://b1-data/o.jsonl", "--table", "orders", "--wait"))
        .isEqualTo(exitCode);

    assertThat(out.toString())
        .startsWith("Run %s: %s".formatted(ASKED_FOR, state))
        .contains("10 read: 8 written, 0 skipped, 2 rejected");
    assertThat(err.toString())
        .contains("PLANNING: 0 of 0 chunks", "LOADING: 1 of 1 chunks, 8 items, 2 rejected");
  }

  @Test
  void waitingWithJsonIsLinesOfJsonAndNothingElse() throws IOException {
    account.subscriber = message -> accept(SampleRuns.byHand(ASKED_FOR));
    loadAndEnd(RunState.SUCCEEDED);

    assertThat(run("seed", "s3://b1-data/o.jsonl", "--table", "orders", "--wait", "--json"))
        .isZero();

    assertThat(err.toString()).isEmpty();
    List<JsonNode> lines = out.toString().lines().map(RunCommandsTest::json).toList();
    assertThat(lines)
        .extracting(line -> line.path("State").asText())
        .containsExactly("PLANNING", "LOADING", "SUCCEEDED");
    assertThat(lines.get(1).path("RecordsPerSecond").isNumber()).isTrue();
    assertThat(lines.get(2).path("ItemsWritten").asLong()).isEqualTo(8);
    assertThat(lines.get(2).path("FirstReject").path("Reason").asText())
        .isEqualTo("key 'id' is missing");
  }

  @Test
  void statusShowsOneRunWithWhatIsNotDone() {
    accept(SampleRuns.byHand(A_RUN));
    account.runs.objectSplit(A_RUN, 0, 2);
    ChunkId failed = new ChunkId(A_RUN, 0, 1);
    account.runs.lease(failed, new LeaseRequest("w", NOW, NOW.plusSeconds(100)));
    account.runs.release(failed, "w", "IOException: reset", NOW.minusSeconds(1));

    assertThat(run("status", "aaaa1111")).isZero();

    assertThat(out.toString())
        .contains(
            "Run " + A_RUN + ": PLANNING",
            "0 of 2 done; 1 of 1 objects cut",
            "  0-1  lease expired 2024-05-01 12:00:59 UTC  attempt 1  IOException: reset");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void statusOfARunAsJsonIsOneObject() throws IOException {
    accept(SampleRuns.byHand(A_RUN));
    account.runs.lease(new ChunkId(A_RUN, 0, 0), new LeaseRequest("w", NOW, NOW.plusSeconds(100)));

    assertThat(run("status", "a", "--json")).isZero();

    JsonNode status = JSON.readTree(out.toString());
    assertThat(status.path("RunId").asText()).isEqualTo(A_RUN);
    assertThat(status.path("TargetTable").asText()).isEqualTo("orders");
    assertThat(status.path("UnfinishedChunks").get(0).path("State").asText()).isEqualTo("LEASED");
    assertThat(status.path("Reason").isNull()).isTrue();
  }

  @Test
  void statusListsOpenRunsAndWithAllThoseThatHaveEnded() throws IOException {
    accept(SampleRuns.byHand(A_RUN));
    String ended = A_RUN.replace('a', 'b');
    accept(SampleRuns.byHand(ended));
    end(ended, RunState.FAILED);

    assertThat(run("status", "--json")).isZero();
    assertThat(JSON.readTree(out.toString()).path("Runs").findValuesAsText("RunId"))
        .containsExactly(A_RUN);
    out.getBuffer().setLength(0);
    assertThat(run("status", "--all")).isZero();
    assertThat(out.toString()).contains("aaaa1111aaaa  PLANNING  orders", "bbbb1111bbbb  FAILED");
  }

  @Test
  void noRunIsAnAnswerToo() {
    assertThat(run("status")).isZero();
    assertThat(out.toString()).startsWith("No run is open. `stackseed status --all`");
  }

  @Test
  void aRunThatIsUnknownOrNotTheOnlyOneIsSaidInOneLine() {
    accept(SampleRuns.byHand(A_RUN));
    accept(SampleRuns.byHand("aaaa2222aaaa2222aaaa2222aaaa2222"));

    for (String command : List.of("status", "cancel", "resume", "rejects")) {
      assertThat(run(command, "cccc")).isEqualTo(1);
      assertThat(run(command, "aaaa")).isEqualTo(1);
    }

    assertThat(err.toString().lines())
        .hasSize(8)
        .contains(
            "stackseed: There is no run 'cccc'. `stackseed status --all` lists those there are;"
                + " they are kept for 30 days.",
            "stackseed: 'aaaa' is the beginning of 2 runs: "
                + A_RUN
                + ", aaaa2222aaaa2222aaaa2222aaaa2222. Give more of it.");
    assertThat(out.toString()).isEmpty();
    assertThat(account.published).isEmpty();
  }

  @Test
  void cancelNamesTheWholeRunAndShowsWhatBecameOfIt() throws IOException {
    accept(SampleRuns.byHand(A_RUN));
    account.subscriber =
        message -> {
          end(A_RUN, RunState.CANCELLED);
          store(
              SampleRuns.loading(null, SampleRuns.byHand(ASKED_FOR))
                  .ended(new Outcome(RunState.SUCCEEDED, null, NOW, Counts.ZERO, 0)),
              Progress.ended(RunState.SUCCEEDED));
        };

    assertThat(run("cancel", "aaaa1111")).isZero();

    assertThat(JSON.readTree(account.published.get(0)))
        .isEqualTo(JSON.readTree("{\"RequestType\":\"Cancel\",\"RunId\":\"%s\"}".formatted(A_RUN)));
    assertThat(out.toString()).startsWith("Run %s: CANCELLED".formatted(A_RUN));
  }

  @Test
  void cancelThatIsNotCarriedOutInTimeIsAnError() {
    accept(SampleRuns.byHand(A_RUN));

    assertThat(run("cancel", "aaaa1111")).isEqualTo(1);

    assertThat(err.toString()).contains("is published, and not carried out yet");
  }

  @Test
  void resumePrintsTheNewRun() throws IOException {
    accept(SampleRuns.byHand(A_RUN));
    end(A_RUN, RunState.CANCELLED);
    account.subscriber = message -> accept(SampleRuns.byHand(ASKED_FOR));

    assertThat(run("resume", "aaaa1111")).isZero();

    assertThat(out.toString().strip()).isEqualTo(ASKED_FOR);
    assertThat(JSON.readTree(account.published.get(0)).path("RequestType").asText())
        .isEqualTo("Resume");
  }

  @Test
  void rejectsAreTheLinesOfTheFilesThatMarkersList() {
    accept(SampleRuns.byHand(A_RUN));
    reject(A_RUN, "{\"offset\":3,\"raw\":\"a\"}\n{\"offset\":9,\"raw\":\"b\"}\n");
    account.objects.put("s3://reports/rejects/other.jsonl", "{\"raw\":\"of another attempt\"}\n");

    assertThat(run("rejects", "aaaa1111")).isZero();

    assertThat(bytes.toString(UTF_8))
        .isEqualTo("{\"offset\":3,\"raw\":\"a\"}\n{\"offset\":9,\"raw\":\"b\"}\n");
  }

  @Test
  void rawRejectsAreTheirBytesAndWhatIsCutIsNamed() throws IOException {
    accept(SampleRuns.byHand(A_RUN));
    reject(
        A_RUN,
        "{\"object\":\"s3://b/o\",\"offset\":3,\"raw\":\"{\\\"ø\\\":1}\"}\n"
            + "{\"object\":\"s3://b/o\",\"offset\":9,\"rawBase64\":\"gQ==\"}\n"
            + "{\"object\":\"s3://b/o\",\"offset\":1234,\"reason\":\"too long\",\"raw\":\"c\","
            + "\"truncated\":true}\n");
    Path mended = folder.resolve("mended.jsonl");

    assertThat(run("rejects", "aaaa1111", "--raw", "--output", mended.toString())).isEqualTo(1);

    assertThat(Files.readAllBytes(mended))
        .isEqualTo(concat("{\"ø\":1}\n".getBytes(UTF_8), new byte[] {(byte) 0x81, '\n'}));
    assertThat(err.toString())
        .contains("stackseed: Left out, as it is cut: s3://b/o byte 1,234: too long")
        .contains("stackseed seed %s --table orders".formatted(mended));
    assertThat(run("rejects", "aaaa1111", "--raw", "--output", mended.toString())).isEqualTo(2);
  }

  @Test
  void rawRejectsOfCsvBeginWithALineThatNamesTheFields() {
    Run run = SampleRuns.byHand(A_RUN);
    SourceFile file =
        new SourceFile(
            SampleRuns.object(run.load()),
            new Layout(
                Format.CSV,
                Compression.NONE,
                false,
                9,
                CsvOptions.DEFAULT.layout(List.of("id", "a,b"))));
    accept(SampleRuns.loading(reading(file, Objects.requireNonNull(run.load())), run));
    reject(A_RUN, "{\"raw\":\",x\"}\n{\"raw\":\"y\"}\n");

    assertThat(run("rejects", "aaaa1111", "--raw")).isZero();

    assertThat(bytes.toString(UTF_8)).isEqualTo("id,\"a,b\"\n,x\ny\n");
  }

  @Test
  void anIngestStackMustBeNamed() {
    Surroundings nowhere = surroundings(Map.of());

    assertThat(run(nowhere, "status")).isEqualTo(2);
    assertThat(run(nowhere, "status", "--stack", "other")).isEqualTo(1);
    assertThat(run(nowhere, "status", "--progress-table", "progress")).isZero();

    assertThat(err.toString().lines())
        .containsExactly(
            "stackseed: Which ingest stack? Give --stack, set STACKSEED_STACK, or give"
                + " --progress-table. See `stackseed status --help`.",
            "stackseed: --stack: there is no 'other'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed", "status", "cancel", "resume", "rejects"})
  void helpHasExamplesAndNoColours(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString())
        .contains("Examples:", "stackseed " + command)
        .doesNotContain("\u001b");
  }

  private int run(String... arguments) {
    return run(surroundings(Map.of("STACKSEED_STACK", FakeAccount.STACK)), arguments);
  }

  private int run(Surroundings surroundings, String... arguments) {
    return Stackseed.commandLine(surroundings)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private Surroundings surroundings(Map<String, String> environment) {
    return new Surroundings(settings -> account, environment, time, bytes, false);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private void accept(Run run) {
    store(run, Progress.planning(1));
  }

  private void store(Run run, Progress progress) {
    account.runs.accept(run, progress, Resource.NEW, null, List.of());
  }

  /** What happens to the run while somebody waits for it, a second after the other. */
  private void loadAndEnd(RunState state) {
    time.at(
        NOW.plusSeconds(1),
        () -> {
          reject(ASKED_FOR, "{}\n");
          account.runs.beginLoading(ASKED_FOR, null);
        });
    time.at(NOW.plusSeconds(2), () -> end(ASKED_FOR, state));
  }

  /** Its one chunk is done, and rejected two records. */
  private void reject(String runId, String report) {
    ChunkId chunk = new ChunkId(runId, 0, 0);
    account.objects.put("s3://reports/rejects/file.jsonl", report);
    account.runs.objectSplit(runId, 0, 1);
    account.runs.lease(chunk, new LeaseRequest("w", NOW, NOW.plus(Duration.ofMinutes(1))));
    account.runs.commit(
        chunk,
        "w",
        COUNTS,
        new ChunkRejects(
            new FirstReject(0, 3, "key 'id' is missing"), List.of("rejects/file.jsonl")));
  }

  private void end(String runId, RunState state) {
    Run run = account.runs.run(runId).orElseThrow();
    Progress seen = account.runs.progress(runId);
    account.runs.end(
        run,
        seen,
        new Outcome(
            state,
            state == RunState.SUCCEEDED ? null : "Why.",
            time.now(),
            seen.counts(),
            seen.totalChunks()),
        null,
        null);
    account.runs.close(runId);
  }

  private static Load reading(SourceFile file, Load load) {
    return new Load(
        file,
        load.table(),
        load.shaping(),
        load.dryRun(),
        load.chunkBytes(),
        load.waitForCompletion(),
        load.maxRejected(),
        load.writing(),
        load.ingestBucket(),
        load.reingestHash(),
        load.resumes());
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
