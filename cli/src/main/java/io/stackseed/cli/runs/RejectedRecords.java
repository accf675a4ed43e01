package io.stackseed.cli.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.chunk.ObjectId;
import io.stackseed.cli.account.AccountException;
import io.stackseed.cli.account.Ingest;
import io.stackseed.format.CsvLayout;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run rejected, from the files that the markers of its chunks list. */
final class RejectedRecords {
  private static final JsonMapper JSON = new JsonMapper();

  private final Ingest ingest;
  private final String runId;
  private final Load load;
  private final List<String> leftOut = new ArrayList<>();
  private long written;
  private @Nullable String header;

  RejectedRecords(Ingest ingest, String runId, Load load) {
    this.ingest = ingest;
    this.runId = runId;
    this.load = load;
  }

  /** How many were written. */
  long written() {
    return written;
  }

  /** Where those are that were not, because the report holds their beginning alone. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  private interface Line {
    void take(String line, ChunkMarker chunk) throws IOException;
  }

  /** The report's lines as they are. */
  void writeReport(OutputStream out) throws IOException {
    eachLine((line, chunk) -> writeLine(line.getBytes(UTF_8), out));
  }

  /**
   * The records, a line end after each.
   *
   * @throws AccountException if their files name their fields differently
   */
  void writeRaw(OutputStream out) throws IOException {
    eachLine(
        (line, chunk) -> {
          JsonNode record = JSON.readTree(line);
          if (record.path("truncated").asBoolean()) {
            leftOut.add(
                String.format(
                    Locale.ROOT,
                    "%s byte %,d: %s",
                    record.path("object").asText(),
                    record.path("offset").asLong(),
                    record.path("reason").asText()));
            return;
          }
          writeHeader(chunk, out);
          writeLine(
              record.has("rawBase64")
                  ? Base64.getDecoder().decode(record.path("rawBase64").asText())
                  : record.path("raw").asText().getBytes(UTF_8),
              out);
        });
  }

  private void eachLine(Line line) throws IOException {
    Iterator<ChunkMarker> chunks = ingest.runs().chunks(runId).iterator();
    while (chunks.hasNext()) {
      ChunkMarker chunk = chunks.next();
      for (String key : chunk.reportFiles()) {
        try (InputStream in = ingest.account().read(load.ingestBucket(), key);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
          for (String next = lines.readLine(); next != null; next = lines.readLine()) {
            line.take(next, chunk);
          }
        }
      }
    }
  }

  private void writeLine(byte[] bytes, OutputStream out) throws IOException {
    out.write(bytes);
    out.write('\n');
    written++;
  }

  /** Before the first record of CSV: its fields have no names of their own. */
  private void writeHeader(ChunkMarker chunk, OutputStream out) throws IOException {
    CsvLayout csv = csv(chunk);
    String own = csv == null ? null : header(csv);
    if (written == 0 && own != null) {
      out.write((own + "\n").getBytes(UTF_8));
      header = own;
    } else if (written > 0 && !java.util.Objects.equals(own, header)) {
      throw new AccountException(
          "The files of run %s name their fields differently, so their records do not go into one"
                  .formatted(runId)
              + " file. Leave out --raw.");
    }
  }

  private @Nullable CsvLayout csv(ChunkMarker chunk) {
    SourceFile file =
        load.source() instanceof SourceFile one
            ? one
            : ingest
                .runs()
                .file(new ObjectId(runId, chunk.chunk().object()))
                .orElseThrow(() -> new IllegalStateException(chunk + " is of no known file"));
    return file.layout().csv();
  }

  private static String header(CsvLayout csv) {
    return csv.header().stream()
        .map(name -> field(name, csv.delimiter()))
        .collect(Collectors.joining(String.valueOf(csv.delimiter())));
  }

  private static String field(String text, char delimiter) {
    boolean isPlain =
        text.chars().noneMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
