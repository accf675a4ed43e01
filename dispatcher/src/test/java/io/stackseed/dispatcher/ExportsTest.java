package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ObjectId;
import io.stackseed.format.Format;
import io.stackseed.run.Load;
import io.stackseed.run.SourceListing;
import io.stackseed.source.SourceLocation;
import io.stackseed.testing.Fakes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs over an export of DynamoDB's, as {@code ExportTableToPointInTime} writes it. */
class ExportsTest {
  private static final String FOLDER = "AWSDynamoDB/01693685827463-2d8752fd/";
  private static final String SUMMARY = FOLDER + "manifest-summary.json";

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  @BeforeEach
  void export() {
    scene.put(SUMMARY, summary("FULL_EXPORT"));
    scene.put(
        FOLDER + "manifest-files.json",
        file(2, "asdl123dasas7.json") + file(0, "nothing.json") + file(1, "b.json"));
    scene.put(FOLDER + "manifest-files.md5", "x");
    scene.put(
        FOLDER + "data/asdl123dasas7.json",
        "{\"Item\":{\"id\":{\"S\":\"a\"}}}\n{\"Item\":{\"id\":{\"S\":\"b\"}}}\n");
    scene.put(FOLDER + "data/b.json", "{\"Item\":{\"id\":{\"S\":\"c\"}}}\n");
    scene.put(FOLDER + "data/nothing.json", "\n");
    scene.put(FOLDER + "data/of-nobody.json", "{\"Item\":{\"id\":{\"S\":\"x\"}}}\n");
  }

  @Test
  void theDataFilesThatHoldItemsAreLoaded() {
    scene.publish(create(SUMMARY));
    scene.splitAll();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(listing().objects()).isEqualTo(2);
    assertThat(listing().name()).isEqualTo("s3://ingest/" + SUMMARY);
    assertThat(fakes.runs.file(new ObjectId(scene.run().id(), 1)).orElseThrow().object().location())
        .hasToString("s3://ingest/" + FOLDER + "data/b.json");
    assertThat(fakes.runs.file(new ObjectId(scene.run().id(), 0)).orElseThrow().layout().format())
        .isEqualTo(Format.DYNAMODB_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"copied/here/", ""})
  void anExportThatWasCopiedIsReadWhereItIs(String folder) {
    for (String name :
        new String[] {"manifest-summary.json", "manifest-files.json", "data/asdl123dasas7.json"}) {
      fakes.objects.put("other", folder + name, bytes(FOLDER + name));
    }
    fakes.objects.put("other", folder + "data/b.json", bytes(FOLDER + "data/b.json"));

    scene.publish(create("s3://other/" + folder + "manifest-summary.json"));
    scene.splitAll();
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(listing().objects()).isEqualTo(2);
  }

  @Test
  void anIncrementalExportIsRefusedByName() {
    scene.put(SUMMARY, summary("INCREMENTAL_EXPORT"));

    assertFailed("is an incremental export, which says what to delete as well. Use a full export.");
  }

  @Test
  void aDataFileThatIsMissingIsNamed() {
    fakes.objects.delete("ingest", FOLDER + "data/b.json");

    assertFailed("names the data file b.json, which is missing. Copy the whole export.");
  }

  @Test
  void moreDataFilesThanCanBeListedAreNotTakenForMissing() throws IOException {
    Exports exports = new Exports(fakes.objects);
    SourceLocation summary = new SourceLocation("ingest", SUMMARY);

    assertThatThrownBy(() -> exports.dataFiles(summary, 3))
        .hasMessage(
            "DataIngestFile: %s has more than 3 data files. Load it in several parts, by prefix."
                .formatted(summary));
    assertThat(exports.dataFiles(summary, 4)).hasSize(2);
  }

  @Test
  void anExportWithoutItemsFails() {
    scene.put(FOLDER + "manifest-files.json", file(0, "nothing.json"));

    assertFailed("is an export without items. Export a table that has some.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      {}            | is not the summary of a DynamoDB export. Name the summary of one.
      [1]           | is not the summary of a DynamoDB export. Name the summary of one.
      not JSON      | is not the summary of a DynamoDB export. Name the summary of one.
      """)
  void whatIsNoSummaryIsRefused(String text, String reason) {
    scene.put(SUMMARY, text);

    assertFailed(reason);
  }

  @Test
  void aSummaryOfTooManyBytesIsNotRead() {
    scene.put(SUMMARY, " ".repeat((64 << 10) + 1));

    assertFailed(
        "has 65,537 bytes, which no manifest has. Name the manifest-summary.json of a DynamoDB"
            + " export.");
    assertThat(fakes.objects.opened()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"itemCount\":1}', has a line without dataFileS3Key",
    "broken, has a line that is not JSON"
  })
  void aBrokenListOfFilesIsRefused(String line, String problem) {
    scene.put(FOLDER + "manifest-files.json", line);
    scene.publish(create(SUMMARY));

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: DataIngestFile: s3://ingest/%smanifest-files.json %s. Copy the export again."
                .formatted(FOLDER, problem));
  }

  private void assertFailed(String reason) {
    scene.publish(create(SUMMARY));

    assertThat(scene.told())
        .isEqualTo("FAILED: DataIngestFile: s3://ingest/" + SUMMARY + " " + reason);
  }

  private byte[] bytes(String key) {
    try (InputStream stream =
        fakes.objects.open(
            fakes.objects.describe(new SourceLocation("ingest", key), null),
            fakes.objects.describe(new SourceLocation("ingest", key), null).wholeRange())) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RequestText create(String source) {
    return RequestText.create("request-1").property("DataIngestFile", source);
  }

  private static String summary(String type) {
    return """
        {"version":"2023-08-01","exportArn":"arn:aws:dynamodb:us-east-1:1:table/t/export/01","startTime":"2023-11-04T07:28:34.028Z","endTime":"2023-11-04T07:33:43.897Z","tableArn":"arn:aws:dynamodb:us-east-1:1:table/t","tableId":"12345a12","exportTime":"2023-11-04T07:28:34.028Z","s3Bucket":"ddb-productcatalog","s3Prefix":null,"s3SseAlgorithm":"AES256","s3SseKmsKeyId":null,"manifestFilesS3Key":"%smanifest-files.json","billedSizeBytes":0,"itemCount":3,"outputFormat":"DYNAMODB_JSON","exportType":"%s"}"""
        .formatted(FOLDER, type);
  }

  private static String file(int items, String name) {
    return """
        {"itemCount":%d,"md5Checksum":"sQMSpEILNgoQmarvDFonGQ==","etag":"af83d6f217c19b8b0fff8023d8ca4716-1","dataFileS3Key":"%sdata/%s"}
        """
        .formatted(items, FOLDER, name);
  }

  private SourceListing listing() {
    Load load = Objects.requireNonNull(scene.run().load());
    return (SourceListing) load.source();
  }
}
