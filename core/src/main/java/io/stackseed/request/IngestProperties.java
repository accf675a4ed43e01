package io.stackseed.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.format.LayoutRequest;
import io.stackseed.item.WriteMode;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.shape.ShapingRequest;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceName;
import io.stackseed.source.SourcePrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@code Custom::DataIngest}: its properties, checked.
 *
 * @param objectVersionId the S3 version to read; null for the newest
 * @param dataVersion any text, changed by the user to ingest the same object again; null if unused
 * @param layout how the object holds its records, as far as the request says it
 * @param shaping what becomes of the items before they are written
 * @param dryRun true to check everything and write nothing
 * @param chunkBytes the size at which a chunk is cut, in bytes
 * @param waitForCompletion false to be answered once everything is planned
 * @param maxRejected how many records may be rejected
 * @param writing what becomes of existing items, and how fast the table may be written
 * @param completionHandle the URL of a wait condition's handle, unchecked and a credential; null if
 *     there is none
 */
public record IngestProperties(
    TableArn targetTable,
    SourceName dataIngestFile,
    @Nullable String objectVersionId,
    @Nullable String dataVersion,
    LayoutRequest layout,
    ShapingRequest shaping,
    boolean dryRun,
    long chunkBytes,
    boolean waitForCompletion,
    MaxRejected maxRejected,
    WriteOptions writing,
    @Nullable String completionHandle) {
  private static final long MIN_CHUNK_BYTES = 256 << 10;
  private static final long MAX_CHUNK_BYTES = 64 << 20;
  private static final long DEFAULT_CHUNK_BYTES = 4 << 20;

  /** Far above what any account may write in a second. */
  private static final long MAX_WRITE_UNITS = 1_000_000_000;

  /** What names a DynamoDB export: its file of this name. */
  private static final String EXPORT = "manifest-summary.json";

  /**
   * Reads {@code ResourceProperties}.
   *
   * @param properties null if the request had none
   * @param home where the request came from; the table must be there too
   * @param ingestBucket the bucket of a DataIngestFile that is a key alone
   * @throws FailureException naming the property, the value and what would do
   */
  public static IngestProperties parse(
      @Nullable JsonNode properties, TopicArn home, String ingestBucket) {
    if (properties == null || !properties.isObject()) {
      throw new FailureException(
          new InvalidProperty(
              "ResourceProperties",
              properties == null ? "missing" : "not an object",
              "Give at least TargetTable and DataIngestFile"));
    }
    PropertyReader reader = new PropertyReader(properties);
    reader.refuseUnknown();
    String completionHandle = reader.optional("CompletionHandle");
    if (completionHandle != null && reader.truth("WaitForCompletion", false)) {
      throw new FailureException(
          new InvalidProperty(
              "WaitForCompletion", "'true' contradicts CompletionHandle", "Remove one of them"));
    }
    SourceName source =
        source(
            reader.required("DataIngestFile", "Name an object of the ingest bucket"), ingestBucket);
    String objectVersionId = reader.optional("ObjectVersionId");
    IngestProperties ingest =
        new IngestProperties(
            TableArn.parse(reader.required("TargetTable", "Name the table to fill"), home),
            source,
            objectVersionId,
            reader.optional("DataVersion"),
            LayoutProperties.read(reader),
            ShapingProperties.read(reader),
            reader.truth("DryRun", false),
            reader.wholeNumber("ChunkBytes", MIN_CHUNK_BYTES, MAX_CHUNK_BYTES, DEFAULT_CHUNK_BYTES),
            reader.truth("WaitForCompletion", completionHandle == null),
            maxRejected(reader.optional("MaxRejected")),
            writing(reader),
            completionHandle);
    if (objectVersionId != null && !ingest.isOneObject()) {
      throw new FailureException(
          new InvalidProperty(
              "ObjectVersionId",
              "'%s' is the version of one object, and %s are many"
                  .formatted(objectVersionId, source),
              "Remove it"));
    }
    return ingest;
  }

  /** The table alone, for the identity of a resource whose other properties are unusable. */
  public static TableArn targetTable(@Nullable JsonNode properties, TopicArn home) {
    PropertyReader reader = new PropertyReader(properties);
    return TableArn.parse(reader.required("TargetTable", "Name the table to fill"), home);
  }

  /**
   * Changes when, and only when, a property changes that asks for another ingest. ChunkBytes,
   * WaitForCompletion, MaxRejected, MaxWriteUnitsPerSecond and CompletionHandle do not.
   */
  public String reingestHash() {
    List<String> texts = new ArrayList<>();
    texts.add(targetTable.toString());
    texts.add(dataIngestFile.toString());
    texts.add(objectVersionId == null ? "" : "version " + objectVersionId);
    texts.add(dataVersion == null ? "" : "data " + dataVersion);
    texts.add(layout.format() == null ? "" : layout.format().name());
    texts.addAll(LayoutProperties.reingestTexts(layout));
    if (writing.mode() != WriteMode.OVERWRITE) {
      texts.add(writing.mode().name());
    }
    texts.addAll(ShapingProperties.reingestTexts(shaping));
    if (dryRun) {
      texts.add("DryRun");
    }
    return Digests.of(texts.toArray(String[]::new));
  }

  /** Whether the source is the one object of that name, and no listing. */
  public boolean isOneObject() {
    return dataIngestFile instanceof SourceLocation location && !isExport(location);
  }

  /** Whether this object says what a DynamoDB export consists of. */
  public static boolean isExport(SourceLocation location) {
    return location.key().equals(EXPORT) || location.key().endsWith("/" + EXPORT);
  }

  private static MaxRejected maxRejected(@Nullable String text) {
    try {
      return text == null ? MaxRejected.none() : MaxRejected.parse(text);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          new InvalidProperty(
              "MaxRejected",
              "'%s' is not allowed".formatted(text),
              "Use a whole number, or a percentage from 0% to 100% such as 2.5%"));
    }
  }

  private static WriteOptions writing(PropertyReader reader) {
    WriteMode mode =
        reader.choice(
            "WriteMode",
            Map.of("skipexisting", WriteMode.SKIP_EXISTING),
            "overwrite",
            "Use Overwrite or SkipExisting");
    String cap = "MaxWriteUnitsPerSecond";
    return new WriteOptions(
        mode == null ? WriteMode.OVERWRITE : mode,
        reader.optional(cap) == null ? null : reader.wholeNumber(cap, 1, MAX_WRITE_UNITS, 1));
  }

  private static SourceName source(String text, String ingestBucket) {
    if (!text.startsWith("s3://")) {
      return name(text, ingestBucket, text);
    }
    int slash = text.indexOf('/', "s3://".length());
    return slash < 0
        ? name(text, "", "")
        : name(text, text.substring("s3://".length(), slash), text.substring(slash + 1));
  }

  private static SourceName name(String text, String bucket, String key) {
    try {
      return text.endsWith("/") ? new SourcePrefix(bucket, key) : new SourceLocation(bucket, key);
    } catch (IllegalArgumentException e) {
      throw unusable(
          "'%s' is not the name of an object or a prefix".formatted(text),
          "Use a key or a prefix of the ingest bucket, or s3://bucket/key, of at most 1,024 bytes");
    }
  }

  private static FailureException unusable(String problem, String remedy) {
    return new FailureException(new InvalidProperty("DataIngestFile", problem, remedy));
  }

  /** Without the handle's URL, which is a credential. */
  @Override
  public String toString() {
    return "IngestProperties[%s into %s]".formatted(dataIngestFile, targetTable);
  }
}
