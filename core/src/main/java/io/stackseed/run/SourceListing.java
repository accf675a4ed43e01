package io.stackseed.run;

import io.stackseed.format.LayoutRequest;
import io.stackseed.source.SourceObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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
  private static final int ID_BYTES = 16;

  /** 32 hexadecimal digits that tell this listing from any other. */
  public static String idOf(List<SourceObject> objects) {
    MessageDigest digest = sha256();
    for (SourceObject object : objects) {
      digest.update((object + " " + object.eTag() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String version() {
    return id;
  }
}
