package io.stackseed.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code validate} makes of files of which a run would take a sample, or change the items. */
class ShapedFilesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.writeString(
            folder.resolve("customers.jsonl"),
            IntStream.range(0, 1000)
                .mapToObj("{\"id\":\"c%d\",\"mail\":\"x\"}\n"::formatted)
                .collect(Collectors.joining("", "", "{\"mail\":\"y\"}\n")));
  }

  @Test
  void aSampleIsCountedAndWhatCannotBeSampledShown() {
    assertThat(validate("--property=SamplePercent=1")).isEqualTo(1);

    assertThat(out.toString())
        .contains("Records  Items  Rejects  Sampled out", "1,001     11        1          989")
        .contains("1  SAMPLE_BY", "'id', by which is sampled, is missing");
  }

  @Test
  void theColumnIsThereForSamplesAlone() {
    assertThat(validate("--property=MaxRejected=1")).isZero();

    assertThat(out.toString()).doesNotContain("Sampled out", "stand-in", "DryRun");
  }

  @Test
  void itemsAreJudgedAsTheyWouldBeWritten() {
    int exitCode =
        validate(
            "--property=MaxRejected=1",
            "--property=Remove=[\"mail\"]",
            "--property=Hash=[\"id\"]",
            "--property=Set={\"until\":\"now+P1D\"}",
            "--ttl=until");

    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .contains("largest: 76 bytes", "duplicate keys: none", "1,000  later")
        .contains("Hash: a stand-in key was used; a run's hashes are others of the same form.");
  }

  @Test
  void aDryRunIsSaidToWriteNothing() {
    assertThat(validate("--property=DryRun=true", "--property=MaxRejected=1", "--json")).isZero();

    assertThat(out.toString())
        .contains(
            "\"SampledOut\":0,\"Notes\":[\"DryRun: a run would write nothing; the figures are those"
                + " of one that writes.\"]");
  }

  @Test
  void aContradictionWithTheKeyIsARunsOwn() {
    assertThat(validate("--property=Remove=[\"id\"]")).isEqualTo(1);

    assertThat(err.toString())
        .contains("Remove: 'id' is a key of the table, without which there is no item.");
  }

  @Test
  void aTemplatesScalarsAreTextAsCloudFormationSendsThem() throws IOException {
    Path template =
        Files.writeString(
            folder.resolve("app.yaml"),
            """
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  AttributeDefinitions:
                    - {AttributeName: id, AttributeType: S}
                    - {AttributeName: count, AttributeType: "N"}
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
              Seed:
                Type: Custom::DataIngest
                Properties:
                  ServiceToken: topic
                  TargetTable: !Ref Table
                  DataIngestFile: customers.jsonl
                  SamplePercent: 50
                  MaxRejected: 1
                  DryRun: true
                  Set: {until: 1795608001}
            """);

    int exitCode =
        new CommandLine(new ValidateCommand(CLOCK))
            .setOut(new PrintWriter(out))
            .execute(file.toString(), "--template=" + template, "--resource=Seed", "--ttl=until");

    assertThat(exitCode).as(out.toString()).isZero();
    assertThat(out.toString()).contains("no number");
  }

  private int validate(String... options) {
    return new CommandLine(new ValidateCommand(CLOCK))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            Stream.concat(Stream.of(file.toString(), "--key=id:S"), Stream.of(options))
                .toArray(String[]::new));
  }
}
