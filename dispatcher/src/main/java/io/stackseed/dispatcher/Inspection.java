package io.stackseed.dispatcher;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.Failure.UnusableSource;
import io.stackseed.failure.FailureException;
import io.stackseed.format.Detection;
import io.stackseed.format.Layout;
import io.stackseed.format.LayoutDetection;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.TargetTableException;
import io.stackseed.request.IngestProperties;
import io.stackseed.run.Load;
import io.stackseed.run.PermanentFailures;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks at table and source once, and freezes what it saw: schema, version, format. */
public class Inspection {
  private static final long MAX_CHUNKS = 20_000;
  private static final long MAX_COMPRESSED_BYTES = 64 << 20;

  private final TargetTable tables;
  private final SourceObjects objects;

  public Inspection(TargetTable tables, SourceObjects objects) {
    this.tables = tables;
    this.objects = objects;
  }

  /**
   * What a run loads, frozen.
   *
   * @param versionId the source version to load; null for the newest
   * @throws FailureException if the table cannot be filled or the source not be read
   * @throws RuntimeException any other, if either could not be looked at for now
   */
  public Load load(IngestProperties properties, @Nullable String versionId) {
    try {
      TableSchema table = tables.schema(properties.targetTable().name());
      SourceObject source = objects.describe(properties.dataIngestFile(), versionId);
      Layout layout = CsvKeys.typed(layout(source, properties), table);
      if (layout.isIndivisible()) {
        requireReadable(source, layout);
      } else {
        requirePlannable(source, properties.chunkBytes());
      }
      return new Load(
          source,
          layout,
          table,
          properties.chunkBytes(),
          properties.waitForCompletion(),
          properties.reingestHash(),
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      String object = properties.dataIngestFile().toString();
      throw PermanentFailures.of(e, object).<RuntimeException>map(FailureException::new).orElse(e);
    }
  }

  /**
   * Looks at the table of a load that is to be gone on with.
   *
   * @throws FailureException if the table is gone, or has other keys by now
   * @throws RuntimeException any other, if it could not be looked at for now
   */
  void requireTable(Load load) {
    TableSchema table = load.table();
    try {
      if (!tables.schema(table.tableName()).key().equals(table.key())) {
        throw new FailureException(
            new InvalidProperty(
                "TargetTable",
                "%s has other keys than when its run began".formatted(table.tableName()),
                "Send the resource's request again"));
      }
    } catch (TargetTableException e) {
      throw new FailureException(e.failure());
    }
  }

  /** What cannot be cut is one chunk, and a worker has a minute and a half for it. */
  private static void requireReadable(SourceObject source, Layout layout) {
    if (source.sizeBytes() > MAX_COMPRESSED_BYTES) {
      throw new FailureException(
          new UnusableSource(
              source.location().toString(),
              null,
              String.format(
                  Locale.ROOT,
                  "is %,d bytes of %s, and this version reads %,d at most",
                  source.sizeBytes(),
                  layout.compression().word(),
                  MAX_COMPRESSED_BYTES),
              "Upload it decompressed, or as several objects"));
    }
  }

  /** A plan is written and queued within one invocation, or it would be begun anew for ever. */
  private static void requirePlannable(SourceObject source, long chunkBytes) {
    if (source.sizeBytes() / chunkBytes >= MAX_CHUNKS) {
      throw new FailureException(
          new InvalidProperty(
              "ChunkBytes",
              String.format(
                  Locale.ROOT,
                  "%d cuts %,d bytes into more than the %,d chunks that this version plans",
                  chunkBytes,
                  source.sizeBytes(),
                  MAX_CHUNKS),
              "Use at least " + (source.sizeBytes() / MAX_CHUNKS + 1)));
    }
  }

  private Layout layout(SourceObject source, IngestProperties properties) throws IOException {
    Detection detection = LayoutDetection.detect(objects, source, properties.layout());
    if (detection instanceof Detection.Detected detected) {
      return detected.layout();
    }
    throw new FailureException(
        new UnusableSource(
            source.location().toString(),
            null,
            ((Detection.Refused) detection).problem(),
            "Correct the file or Format"));
  }
}
