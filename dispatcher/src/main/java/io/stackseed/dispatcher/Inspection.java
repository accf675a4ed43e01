package io.stackseed.dispatcher;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTable;
import io.stackseed.item.TargetTableException;
import io.stackseed.request.IngestProperties;
import io.stackseed.run.Layouts;
import io.stackseed.run.ListingPage;
import io.stackseed.run.Load;
import io.stackseed.run.PermanentFailures;
import io.stackseed.run.Source;
import io.stackseed.run.SourceFile;
import io.stackseed.run.SourceListing;
import io.stackseed.shape.HashKeys;
import io.stackseed.shape.Shaping;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at table and source once, and freezes what it saw: schema, versions, layout; and what a
 * request says of its items, which may depend on the table, the moment and the key.
 */
public class Inspection {
  private final TargetTable tables;
  private final SourceObjects objects;
  private final HashKeys keys;
  private final String ingestBucket;
  private final Time time;
  private final Layouts layouts;
  private final Listings listings;

  /**
   * @param keys asked only where a request wants something hashed
   * @param ingestBucket our own, which takes reports and what is staged
   */
  public Inspection(
      TargetTable tables, SourceObjects objects, HashKeys keys, String ingestBucket, Time time) {
    this.tables = tables;
    this.objects = objects;
    this.keys = keys;
    this.ingestBucket = ingestBucket;
    this.time = time;
    this.layouts = new Layouts(objects);
    this.listings = new Listings(objects, ingestBucket);
  }

  /**
   * What a run loads, frozen.
   *
   * @param listing the pages of its listing, to be stored before the run; none if it reads one
   *     object, or a listing that is stored
   */
  public record Inspected(Load load, List<ListingPage> listing) {
    public Inspected {
      listing = List.copyOf(listing);
    }
  }

  /**
   * Looks at a table and a source.
   *
   * @param runId the run that is to load
   * @param versionId the version to load of a source of one object; null for the newest
   * @throws FailureException if the table cannot be filled or the source not be read
   * @throws RuntimeException any other, if either could not be looked at for now
   */
  public Inspected inspect(String runId, IngestProperties properties, @Nullable String versionId) {
    return looking(
        properties,
        (table, shaping) -> {
          if (properties.isOneObject()) {
            SourceObject object =
                objects.describe((SourceLocation) properties.dataIngestFile(), versionId);
            SourceFile file =
                layouts.file(
                    object, properties.layout(), table, shaping.given(), properties.chunkBytes());
            return new Inspected(load(file, table, shaping, properties), List.of());
          }
          Listings.Listed listed = listings.list(runId, properties);
          return new Inspected(load(listed.source(), table, shaping, properties), listed.pages());
        });
  }

  /**
   * What a run loads that reads a listing once more.
   *
   * @throws FailureException if the table cannot be filled
   * @throws RuntimeException any other, if it could not be looked at for now
   */
  public Inspected inspect(SourceListing listing, IngestProperties properties) {
    return looking(
        properties,
        (table, shaping) -> new Inspected(load(listing, table, shaping, properties), List.of()));
  }

  private interface Look {
    Inspected at(TableSchema table, Shaping shaping) throws IOException;
  }

  private Inspected looking(IngestProperties properties, Look look) {
    try {
      TableSchema table = tables.schema(properties.targetTable().name());
      return look.at(table, properties.shaping().frozen(table, time.now(), keys));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      String source = properties.dataIngestFile().toString();
      throw PermanentFailures.of(e, source).<RuntimeException>map(FailureException::new).orElse(e);
    }
  }

  private Load load(
      Source source, TableSchema table, Shaping shaping, IngestProperties properties) {
    return new Load(
        source,
        table,
        shaping,
        properties.dryRun(),
        properties.chunkBytes(),
        properties.waitForCompletion(),
        properties.maxRejected(),
        properties.writing(),
        ingestBucket,
        properties.reingestHash(),
        null);
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
}
