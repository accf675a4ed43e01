package io.stackseed.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  private static final String MIXED =
      """
      {"id":"a","day":"Mon","until":1795608001}
      {"id":"b","until":1000}
      {"id":7}
      {"id":"a","day":"Tue","until":1795608000000}
      ["id"]
      {"id":8}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatARunWouldMakeOfAFile() throws IOException {
    Path file = write("orders.jsonl", MIXED);

    int exitCode = validate(file, "--key", "id:S", "--index", "by-day:day:S", "--ttl", "until");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
    assertThat(
            out.toString().replace(folder + "/", "").replaceFirst("File +Format", "File  Format"))
        .isEqualToNormalizingNewlines(
            """
              File  Format  Bytes  Records  Items  Rejects
              orders.jsonl  jsonl     136        6      3        3

            Rejects by code
              2  KEY_TYPE
              1  NOT_AN_OBJECT

            First rejects
              orders.jsonl  byte   66  key 'id' is N, the table wants S
              orders.jsonl  byte  120  not a JSON object but an array
              orders.jsonl  byte  127  key 'id' is N, the table wants S

            Items
              up to 1 KB    3
              up to 4 KB    0
              up to 16 KB   0
              up to 64 KB   0
              up to 400 KB  0
              largest: 20 bytes, orders.jsonl byte 0
              duplicate keys: 1, which an item before had; the first at orders.jsonl byte 75

            Time to live, attribute 'until'
              1  later
              1  past by more than five years: DynamoDB keeps these items
              1  in milliseconds, it seems: DynamoDB wants seconds, and keeps these items

            A run
              write units of the table  3
              and of index by-day       2
              in all                    5
              takes at least 1 s at 4,000 write units a second
              costs less than $0.01 on demand, at $0.625 a million (us-east-1, standard table class, \
            as of 2024-11-01)

            A run would fail:
              MaxRejected: 3 of 6 records rejected, 0 allowed. First: orders.jsonl byte 66: key 'id' \
            is N, the table wants S.
            """);
  }

  @Test
  void aFileThatCanBeLoadedIsFine() throws IOException {
    Path file = write("orders.json", "[{\"id\":\"a\"},\n{\"id\":\"b\"}]");

    assertThat(validate(file, "--key", "id:S")).isZero();

    assertThat(out.toString())
        .contains("duplicate keys: none", "A run would succeed.")
        .doesNotContain("Time to live", "Rejects by code");
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    Path file = write("orders.jsonl", MIXED);

    int exitCode =
        validate(
            file,
            "--key=id:S",
            "--index=by-day:day:S",
            "--ttl=until",
            "--capacity=2",
            "--rejects=1",
            "--json");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().lines()).hasSize(1);
    String expected =
        """
        {"Status": "FAILED",
         "Problems": ["MaxRejected: 3 of 6 records rejected, 0 allowed. First: FILE byte 66: key \
        'id' is N, the table wants S."],
         "Files": [{"File": "FILE", "Bytes": 136, "Format": "jsonl", "Records": 6, "Items": 3,
           "Rejected": 3, "SampledOut": 0, "Problem": null}],
         "Records": 6, "Items": 3, "Rejected": 3, "SampledOut": 0, "Notes": [],
         "RejectsByCode": [
           {"Code": "KEY_TYPE", "Count": 2},
           {"Code": "NOT_AN_OBJECT", "Count": 1}],
         "FirstRejects": [
           {"File": "FILE", "Offset": 66, "Code": "KEY_TYPE", "Reason": "key 'id' is N, the table wants S"}],
         "LargestItem": {"File": "FILE", "Offset": 0, "SizeBytes": 20},
         "TotalItemBytes": 49,
         "ItemSizes": [{"UpToBytes": 1024, "Items": 3}, {"UpToBytes": 4096, "Items": 0},
           {"UpToBytes": 16384, "Items": 0}, {"UpToBytes": 65536, "Items": 0},
           {"UpToBytes": 409600, "Items": 0}],
         "DuplicateKeys": {"Items": 1, "KeysCompared": 2, "Complete": true,
           "First": {"File": "FILE", "Offset": 75}},
         "TimeToLive": {"Attribute": "until", "ExpireLater": 1, "Past": 0,
           "PastByMoreThanFiveYears": 1, "Milliseconds": 1, "NoNumber": 0, "Missing": 0},
         "WriteUnits": {"Table": 3, "Indexes": {"by-day": 2}, "Total": 5},
         "Run": {"CapacityPerSecond": 2, "Seconds": 2, "CostUsd": 0.000003125,
           "UsdPerMillionWriteUnits": 0.625,
           "Price": "us-east-1, standard table class, as of 2024-11-01"}}
        """;
    assertThat(json()).isEqualTo(json(expected.replace("FILE", file.toString())));
  }

  @Test
  void aPriceOfOnesOwnIsNamedSo() throws IOException {
    Path file = write("orders.json", "[{\"id\":\"a\"}]");

    assertThat(validate(file, "--key=id:S", "--price=1000000", "--json")).isZero();

    assertThat(json().at("/Run/CostUsd").decimalValue()).isEqualByComparingTo("1");
    assertThat(json().at("/Run/Price").textValue()).isEqualTo("--price");
  }

  @Test
  void severalFilesAreOneRun() throws IOException {
    write("in/b.jsonl", "{\"id\":\"a\"}\n");
    write("in/a.jsonl", "{\"id\":\"a\"}\n");
    write("in/c/d.csv", "id,name\nz,Zoe\n");
    write("in/empty.jsonl", "");
    Path single = write("single.json", "[{\"id\":\"z\"}]");

    assertThat(validate(single, folder.resolve("in").toString(), "--key=id:S", "--json")).isZero();

    assertThat(json().get("Files").findValuesAsText("File"))
        .extracting(name -> folder.relativize(Path.of(name)).toString())
        .containsExactly("single.json", "in/a.jsonl", "in/b.jsonl", "in/c/d.csv");
    assertThat(json().get("Files").findValuesAsText("Format"))
        .containsExactly("json", "jsonl", "jsonl", "csv");
    assertThat(json().at("/DuplicateKeys/Items").longValue()).isEqualTo(2);
  }

  @Test
  void anUnusableFileFailsAndTheOthersAreReadAllTheSame() throws IOException {
    Path broken = write("broken.json", "[{\"id\":\"a\"},\n{\"id\":");
    Path good = write("good.json", "[{\"id\":\"b\"}]");
    Path empty = write("empty.json", "");

    int exitCode = validate(broken, good.toString(), empty.toString(), "--key=id:S", "--json");

    assertThat(exitCode).isEqualTo(1);
    assertThat(json().get("Problems"))
        .extracting(JsonNode::textValue)
        .containsExactly(
            broken
                + ": Byte 19: the array is not closed, nor the value that began at byte 13. Correct"
                + " the file.",
            empty + ": It is empty. Correct the file or Format.");
    assertThat(json().get("Items").longValue()).isEqualTo(2);
  }

  @Test
  void theSchemasKeysMustBeInTheHeader() throws IOException {
    Path file = write("people.csv", "name\nZoe\n");

    assertThat(validate(file, "--key", "id:N")).isEqualTo(1);

    assertThat(out.toString())
        .contains(
            "A run would fail:",
            file
                + ": CsvHeader: the header has no 'id', which is a key of the table. Correct the"
                + " file's header, or name its fields with CsvHeader.");
  }

  @Test
  void propertiesAreThoseOfARun() throws IOException {
    Path file = write("people.txt", "7;Zoe\n");
    String[] properties = {
      "--property=Format=csv", "--property=CsvDelimiter=;", "--property=CsvHeader=[\"id\",\"name\"]"
    };

    assertThat(validate(file, "--key=id:N", properties[0], properties[1], properties[2])).isZero();
  }

  @Test
  void aRunWouldFailForAPropertyThatItRefuses() throws IOException {
    Path file = write("orders.json", "[]");

    assertThat(validate(file, "--key=id:S", "--property=Format=xml")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "A run would fail: Format: 'xml' is not allowed. Use auto, json, jsonl, csv,"
                + " dynamodb-json or ion.\n");
    assertThat(out.toString()).isEmpty();

    assertThat(validate(file, "--key=id:S", "--property=Formt=json", "--json")).isEqualTo(1);
    assertThat(json())
        .isEqualTo(
            json(
                """
                {"Status": "FAILED", "Problems": ["Unknown property 'Formt'. Did you mean Format?"]}
                """));
  }

  @Test
  void rejectsWithinMaxRejectedDoNotFailARun() throws IOException {
    Path file = write("orders.jsonl", MIXED);

    assertThat(validate(file, "--key=id:S", "--property=MaxRejected=3")).isZero();
    assertThat(out.toString()).contains("2  KEY_TYPE", "A run would succeed.");
    assertThat(validate(file, "--key=id:S", "--property=MaxRejected=49%")).isEqualTo(1);
    assertThat(out.toString()).contains("MaxRejected: 3 of 6 records rejected, 2 allowed.");
  }

  @Test
  void aTemplateSaysThePropertiesAndTheTable() throws IOException {
    Path file = write("orders.txt", MIXED);
    Path template =
        write(
            "app.yaml",
            """
            Resources:
              Orders:
                Type: AWS::DynamoDB::Table
                Properties:
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  TimeToLiveSpecification: {AttributeName: until, Enabled: true}
              Seed:
                Type: Custom::DataIngest
                Properties: {TargetTable: !Ref Orders, DataIngestFile: x, Format: jsonl}
            """);

    validate(file, "--template=" + template, "--resource=Seed", "--json");

    assertThat(json().get("Items").longValue()).isEqualTo(3);
    assertThat(json().at("/TimeToLive/Milliseconds").longValue()).isEqualTo(1);
    assertUsage(
        "--template needs --resource: name its resource, by its logical id.",
        file,
        "--template=" + template);
    assertUsage(
        "--resource needs --template: name the file that declares it.", file, "--resource=Seed");
    assertUsage(
        "--template: 'nowhere.yaml' is not a file.",
        file,
        "--template=nowhere.yaml",
        "--resource=Seed");
    assertUsage(
        "--template: " + template + ": it has no custom resource 'Sead'.",
        file,
        "--template=" + template,
        "--resource=Sead");
  }

  @Test
  void duplicatesPastTheKeysComparedAreSaidToBeUnknown() throws IOException {
    Path file = write("orders.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"b\"}\n");

    assertThat(validate(file, "--key=id:S", "--max-keys=1")).isZero();

    assertThat(out.toString())
        .contains(
            "duplicate keys: none known",
            "not checked to the end: only the first 1 keys were compared");
  }

  @Test
  void aWrongCommandLineIsNamed() throws IOException {
    Path file = write("orders.json", "[]");

    assertUsage("--key is missing: name the table's key, for instance --key id:S.", file);
    assertUsage("Missing required parameter: 'FILE'", null, "--key=id:S");
    assertUsage("'nowhere.json' is not a file.", Path.of("nowhere.json"), "--key=id:S");
    assertUsage("'id' is not NAME:TYPE with S, N or B as the type", file, "--key=id");
    assertUsage(
        "--capacity: '0' is not a number of write units, 1 or more.",
        file,
        "--key=id:S",
        "--capacity=0");
    assertUsage("--price: '-1' is not a price.", file, "--key=id:S", "--price=-1");
    assertUsage("--rejects: '-1' is less than none.", file, "--key=id:S", "--rejects=-1");
    assertUsage("--max-keys: '-1' is less than none.", file, "--key=id:S", "--max-keys=-1");
    Path nothing = Files.createDirectory(folder.resolve("nothing"));
    assertUsage("'" + nothing + "' holds no files.", nothing, "--key=id:S");
  }

  private void assertUsage(String message, @Nullable Path file, String... options) {
    err.getBuffer().setLength(0);
    assertThat(validate(file, options)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  private int validate(@Nullable Path file, String... more) {
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>();
    if (file != null) {
      arguments.add(file.toString());
    }
    arguments.addAll(List.of(more));
    return new CommandLine(new ValidateCommand(CLOCK))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private JsonNode json() throws IOException {
    return json(out.toString());
  }

  private static JsonNode json(String text) throws IOException {
    return JsonMapper.builder().build().readTree(text);
  }
}
