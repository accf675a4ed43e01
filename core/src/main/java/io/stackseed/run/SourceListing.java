package io.stackseed.run;

import io.stackseed.format.LayoutRequest;
import io.stackseed.request.Digests;
import io.stackseed.source.SourceObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Many objects, listed once. The listing is kept in {@link ListingPage pages}; how each object
 * holds its records is looked at when it is split.
 *
 * @param runId the run whose pages they are: another than the one that reads if the other is
 *     resumed or returned to
 * @param id tells the listings apart that were made for the run; it hashes what they list
 * @param name the prefix or the export's manifest, as {@code s3://…}
 * @param request what the properties say of every object's layout
 */
public record SourceListing(
    String runId, String id, String name, int objects, LayoutRequest request) implements Source {
  /** What tells this listing from any other. */
  public static String idOf(List<SourceObject> objects) {
    return Digests.of(
        objects.stream()
            .flatMap(object -> Stream.of(object.toString(), object.eTag()))
            .toArray(String[]::new));
  }

  @Override
  public String version() {
    return id;
  }
}
