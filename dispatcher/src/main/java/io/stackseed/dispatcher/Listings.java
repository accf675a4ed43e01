package io.stackseed.dispatcher;

import io.stackseed.failure.Failure.UnusableSource;
import io.stackseed.failure.FailureException;
import io.stackseed.reject.ReportFile;
import io.stackseed.request.IngestProperties;
import io.stackseed.run.ListingPage;
import io.stackseed.run.SourceListing;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists the objects of a prefix, or of a DynamoDB export, once. */
final class Listings {
  private static final int MAX_OBJECTS = 50_000;

  private final SourceObjects objects;
  private final String ingestBucket;

  /**
   * @param ingestBucket our own, which holds reports and what is staged besides sources
   */
  Listings(SourceObjects objects, String ingestBucket) {
    this.objects = objects;
    this.ingestBucket = ingestBucket;
  }

  /** A listing, and its pages. */
  record Listed(SourceListing source, List<ListingPage> pages) {}

  /**
   * Lists what the properties name.
   *
   * @throws FailureException if there is nothing, or too much of it, or no export to be read
   */
  Listed list(String runId, IngestProperties properties) throws IOException {
    return properties.dataIngestFile() instanceof SourcePrefix prefix
        ? listed(runId, properties, ofPrefix(prefix))
        : listed(
            runId,
            properties,
            new Exports(objects)
                .dataFiles((SourceLocation) properties.dataIngestFile(), MAX_OBJECTS));
  }

  private List<SourceObject> ofPrefix(SourcePrefix prefix) {
    List<SourceObject> found = objects.list(prefix, MAX_OBJECTS + 1);
    if (found.size() > MAX_OBJECTS) {
      throw unusable(
          prefix.toString(),
          String.format(Locale.ROOT, "holds more than %,d objects", MAX_OBJECTS),
          "Use several prefixes, or fewer and larger objects");
    }
    List<SourceObject> sources = found.stream().filter(object -> isSource(object, prefix)).toList();
    if (sources.isEmpty()) {
      throw unusable(
          prefix.toString(),
          "holds no object with anything in it",
          "Upload one or correct the prefix");
    }
    return sources;
  }

  /** Of a whole bucket everything but what we have written ourselves. */
  private boolean isSource(SourceObject object, SourcePrefix prefix) {
    String key = object.location().key();
    return !prefix.prefix().isEmpty()
        || !prefix.bucket().equals(ingestBucket)
        || !(key.startsWith(ReportFile.REJECTS) || key.startsWith(Staging.PREFIX));
  }

  private static Listed listed(
      String runId, IngestProperties properties, List<SourceObject> found) {
    String id = SourceListing.idOf(found);
    List<ListingPage> pages = new ArrayList<>();
    for (int first = 0; first < found.size(); first += ListingPage.SIZE) {
      int end = Math.min(first + ListingPage.SIZE, found.size());
      pages.add(new ListingPage(runId, id, first / ListingPage.SIZE, found.subList(first, end)));
    }
    return new Listed(
        new SourceListing(
            runId, id, properties.dataIngestFile().toString(), found.size(), properties.layout()),
        pages);
  }

  static FailureException unusable(String source, String problem, String remedy) {
    return new FailureException(new UnusableSource(source, null, problem, remedy));
  }
}
