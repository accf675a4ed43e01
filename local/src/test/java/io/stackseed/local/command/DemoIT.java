package io.stackseed.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stackseed.cli.Stackseed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theSampleIsLoadedAndReportedInOneLineOfJson(@TempDir Path folder) throws Exception {
    Path dump = folder.resolve("dump.jsonl");
    try (CommandProcess demo =
        CommandProcess.start(folder, "demo", "--json", "--dump", dump.toString())) {
      assertThat(demo.exitCode()).as(demo.errText()).isZero();

      assertThat(demo.outLines()).hasSize(1);
      JsonNode report = JSON.readTree(demo.outLines().get(0));
      assertThat(report.fieldNames())
          .toIterable()
          .containsExactly(
              "Status", "Reason", "PhysicalResourceId", "Data", "TableItemCount", "ElapsedSeconds");
      assertThat(report.path("Status").asText()).isEqualTo("SUCCESS");
      assertThat(report.path("Reason").asText()).isEmpty();
      assertThat(report.path("PhysicalResourceId").asText()).contains(":DataIngest:");
      assertThat(report.path("Data").path("ItemsWritten").asText()).isEqualTo("9");
      assertThat(report.path("Data").path("RecordsRead").asText()).isEqualTo("9");
      assertThat(report.path("TableItemCount").asLong()).isEqualTo(9);
      assertThat(report.path("ElapsedSeconds").asDouble()).isPositive();
      assertThat(Files.readAllLines(dump))
          .hasSize(9)
          .contains(
              "{\"Item\":{\"Data\":{\"S\":\"Bacon Sandwich\"},"
                  + "\"PartitionKey\":{\"S\":\"ITEM-001\"},\"SortKey\":{\"S\":\"ITEM\"}}}");
      demo.assertLeftNothing();
    }
  }

  @Test
  void aFileWithARecordThatIsNoItemExitsWithOneAndNamesIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bad.jsonl");
    Files.writeString(file, "{\"id\":\"a\"}\n{\"key\":\"b\"}\n");
    try (CommandProcess demo =
        CommandProcess.start(
            folder, "demo", "--json", "--file", file.toString(), "--key", "id:S")) {
      assertThat(demo.exitCode()).as(demo.errText()).isEqualTo(1);

      JsonNode report = JSON.readTree(demo.outLines().get(0));
      assertThat(report.path("Status").asText()).isEqualTo("FAILED");
      assertThat(report.path("Reason").asText())
          .matches(
              "MaxRejected: 1 of 2 records rejected, 0 allowed\\. First:"
                  + " s3://[a-z0-9-]+/bad\\.jsonl byte 11: key 'id' is missing\\. Report: s3://[a-z0-9-]+/rejects/[^/]+/\\.");
      assertThat(report.path("Data").path("ItemsRejected").asText()).isEqualTo("1");
      assertThat(report.path("TableItemCount").asLong()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          demo --file pom.xml              | --file needs --key: name the table's key, for instance --key id:S.
          demo --key id:S                  | --key needs --file: name the file to load.
          demo --file nothing --key id:S   | --file: 'nothing' is not a file.
          demo --file pom.xml --key id     | 'id' is not NAME:TYPE with S, N or B as the type
          demo --file pom.xml --key id:X   | 'id:X' is not NAME:TYPE with S, N or B as the type
          demo --dump target               | --dump: 'target' is a folder.
          demo --dump nowhere/dump         | --dump: the folder of 'nowhere/dump' does not exist.
          demo --property ChunkBytes       | --property
          demo --nothing                   | --nothing
          serve --response-host localhost  | --response-host: 'localhost' is not HOST:PORT.
          """)
  void aWrongCommandLineExitsWithTwoAndStartsNothing(String line, String message) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exitCode =
        Stackseed.commandLine(new DemoCommand(), new ServeCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.split(" ", -1));

    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains(message);
  }
}
