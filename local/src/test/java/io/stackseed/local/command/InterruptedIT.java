package io.stackseed.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.stackseed.local.Await;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.deployed.HandMadeTable;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.run.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command's jar in a process of its own, told by variables where the account is. */
@ExtendWith(EmbeddedAccount.class)
class InterruptedIT {
  private static final Pattern GOES_ON =
      Pattern.compile("Interrupted\\. Run ([0-9a-f]{32}) goes on");
  private static final int SIGINT_BIT = 1 << 1;

  @TempDir private Path folder;

  @Test
  void waitingThatIsInterruptedLeavesTheRunGoingOnAndSaysHowToEndIt(IngestStack ingest)
      throws Exception {
    String table = "interrupted-" + UUID.randomUUID();
    HandMadeTable.create(ingest.services().dynamoDb(), table, "id");
    Path file =
        Files.writeString(
            folder.resolve("many.jsonl"),
            IntStream.range(0, 2_000)
                .mapToObj("{\"id\":\"%d\"}\n"::formatted)
                .collect(Collectors.joining()));
    Path err = folder.resolve("err");
    Process seed =
        start(
            ingest,
            err,
            "seed",
            file.toString(),
            "--table",
            table,
            "--property",
            "MaxWriteUnitsPerSecond=20",
            "--wait");
    try {
      Await.value(
          "the run loads",
          Duration.ofMinutes(1),
          () -> text(err).contains("LOADING") ? Optional.of(true) : Optional.empty());
      assumeThat(ignoresInterrupts(seed)).as("SIGINT is ignored here from the start").isFalse();
      new ProcessBuilder("kill", "-INT", Long.toString(seed.pid())).start().waitFor();

      assertThat(seed.waitFor(30, TimeUnit.SECONDS)).as(text(err)).isTrue();
    } finally {
      seed.destroyForcibly();
    }

    assertThat(seed.exitValue()).isEqualTo(130);
    Matcher goesOn = GOES_ON.matcher(text(err));
    assertThat(goesOn.find()).as(text(err)).isTrue();
    String runId = goesOn.group(1);
    assertThat(text(err)).contains("end it with `stackseed cancel " + runId.substring(0, 12));
    assertThat(text(folder.resolve("out"))).isEmpty();
    RunStore runs = ingest.ports().runStore(ingest.progressTable());
    assertThat(runs.progress(runId).state().isLive()).isTrue();

    Process cancel = start(ingest, err, "cancel", runId.substring(0, 12));
    assertThat(cancel.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(cancel.exitValue()).as(text(err)).isZero();
    assertThat(text(folder.resolve("out"))).startsWith("Run %s: CANCELLED".formatted(runId));
  }

  private Process start(IngestStack ingest, Path err, String... arguments) throws IOException {
    EmbeddedServices services = ingest.services();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            "../cli/target/stackseed.jar");
    builder.command().addAll(List.of(arguments));
    builder
        .command()
        .addAll(
            List.of(
                "--topic-arn",
                ingest.topicArn(),
                "--bucket",
                ingest.bucket(),
                "--progress-table",
                ingest.progressTable()));
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("AWS_"));
    variables.putAll(services.endpoints().environment());
    variables.put("AWS_DEFAULT_REGION", services.settings().region());
    variables.put("AWS_ACCESS_KEY_ID", EmbeddedServices.ACCESS_KEY_ID);
    variables.put("AWS_SECRET_ACCESS_KEY", EmbeddedServices.SECRET_ACCESS_KEY);
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(err.toFile())
        .start();
  }

  /** What a shell starts in the background may not be interrupted, nor may what that starts. */
  private static boolean ignoresInterrupts(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .map(line -> line.substring("SigIgn:".length()).strip())
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) & SIGINT_BIT) != 0;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
