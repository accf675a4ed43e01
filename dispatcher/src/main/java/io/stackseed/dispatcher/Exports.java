package io.stackseed.dispatcher;

import static io.stackseed.dispatcher.Listings.unusable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.failure.FailureException;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import io.stackseed.source.SourceStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * DynamoDB's exports to S3 (developer guide, "DynamoDB table export output format"). Beside {@code
 * manifest-summary.json} are {@code manifest-files.json}, a line for each data file, and the folder
 * {@code data}. Names are taken from the folder that the summary is in, so that a copy of an export
 * is read where it is.
 */
final class Exports {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String FILES = "manifest-files.json";
  private static final String DATA = "data/";
  private static final long MAX_SUMMARY_BYTES = 64 << 10;

  /** Far more than the lines of as many data files as a listing may have. */
  private static final long MAX_FILES_BYTES = 32 << 20;

  private final SourceObjects objects;

  Exports(SourceObjects objects) {
    this.objects = objects;
  }

  /**
   * The data files that hold items, in the order of their keys.
   *
   * @param summary the export's {@code manifest-summary.json}
   * @param most how many data files there may be
   * @throws FailureException if it is no full export, has more, or one of them is missing
   */
  List<SourceObject> dataFiles(SourceLocation summary, int most) throws IOException {
    requireFullExport(summary);
    String folder = folder(summary.key());
    Set<String> names = names(new SourceLocation(summary.bucket(), folder + FILES));
    if (names.isEmpty()) {
      throw unusable(
          summary.toString(), "is an export without items", "Export a table that has some");
    }
    List<SourceObject> listed =
        objects.list(new SourcePrefix(summary.bucket(), folder + DATA), most + 1);
    if (names.size() > most || listed.size() > most) {
      throw unusable(
          summary.toString(),
          String.format(Locale.ROOT, "has more than %,d data files", most),
          "Load it in several parts, by prefix");
    }
    List<SourceObject> found = new ArrayList<>();
    for (SourceObject object : listed) {
      if (names.remove(name(object.location().key()))) {
        found.add(object);
      }
    }
    if (!names.isEmpty()) {
      throw unusable(
          summary.toString(),
          "names the data file %s, which is missing".formatted(names.iterator().next()),
          "Copy the whole export");
    }
    return found;
  }

  private void requireFullExport(SourceLocation summary) throws IOException {
    JsonNode manifest = MAPPER.missingNode();
    try {
      manifest = MAPPER.readTree(text(summary, MAX_SUMMARY_BYTES));
    } catch (JsonProcessingException e) {
      // It has no manifest's fields then.
    }
    if (!manifest.path("manifestFilesS3Key").isTextual()) {
      throw unusable(
          summary.toString(), "is not the summary of a DynamoDB export", "Name the summary of one");
    }
    if (manifest.path("exportType").asText().equals("INCREMENTAL_EXPORT")) {
      throw unusable(
          summary.toString(),
          "is an incremental export, which says what to delete as well",
          "Use a full export");
    }
  }

  /** The names of the data files that hold items. */
  private Set<String> names(SourceLocation files) throws IOException {
    Set<String> names = new HashSet<>();
    for (String line : text(files, MAX_FILES_BYTES).split("\n", -1)) {
      if (!line.isBlank()) {
        addName(line, files, names);
      }
    }
    return names;
  }

  private static void addName(String line, SourceLocation files, Set<String> names) {
    try {
      JsonNode file = MAPPER.readTree(line);
      if (!file.path("dataFileS3Key").isTextual()) {
        throw unusable(
            files.toString(), "has a line without dataFileS3Key", "Copy the export again");
      }
      if (file.path("itemCount").asLong(1) > 0) {
        names.add(name(file.path("dataFileS3Key").textValue()));
      }
    } catch (JsonProcessingException e) {
      throw unusable(files.toString(), "has a line that is not JSON", "Copy the export again");
    }
  }

  private String text(SourceLocation location, long most) throws IOException {
    SourceObject object = objects.describe(location, null);
    if (object.sizeBytes() == 0 || object.sizeBytes() > most) {
      throw unusable(
          location.toString(),
          String.format(Locale.ROOT, "has %,d bytes, which no manifest has", object.sizeBytes()),
          "Name the manifest-summary.json of a DynamoDB export");
    }
    try (InputStream stream = SourceStream.within(objects, object, object.wholeRange())) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String folder(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  private static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
