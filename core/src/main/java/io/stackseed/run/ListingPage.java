package io.stackseed.run;

import io.stackseed.source.SourceObject;
import java.util.List;

/**
 * Up to a hundred objects of a listing.
 *
 * @param listing {@link SourceListing#id}
 * @param page its number, from 0; the number of its first object is {@code page × SIZE}
 */
public record ListingPage(String runId, String listing, int page, List<SourceObject> objects) {
  /** Objects a page: at a kilobyte a key, a quarter of what the table takes. */
  public static final int SIZE = 100;

  /**
   * @throws IllegalArgumentException if it is empty or too long
   */
  public ListingPage {
    objects = List.copyOf(objects);
    if (objects.isEmpty() || objects.size() > SIZE) {
      throw new IllegalArgumentException("a page of " + objects.size() + " objects");
    }
  }
}
