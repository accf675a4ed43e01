package io.stackseed.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of S3, to be read.
 *
 * <p>What retrying cannot mend is a {@link SourceUnavailableException}; an {@link IOException} or
 * any other unchecked exception is transient.
 */
public interface SourceObjects {

  /**
   * Freezes one version: what is described here is what {@link #open} delivers later.
   *
   * <p>A read: a crash before or after it changes nothing.
   *
   * @param versionId null for the version that is current now
   * @throws SourceUnavailableException if the bucket, the object or the version is missing (a
   *     delete marker is a missing object), or access is denied; without the permission to list, S3
   *     calls a missing object denied
   */
  SourceObject describe(SourceLocation location, @Nullable String versionId);

  /**
   * The current versions of the objects under a prefix that hold anything, in the order of their
   * keys' UTF-8 bytes. Folder markers hold nothing. What is written meanwhile may be among them or
   * not.
   *
   * <p>A read: a crash before or after it changes nothing.
   *
   * @param most how many are listed at most
   * @throws SourceUnavailableException if the bucket is missing, or listing it is denied
   */
  List<SourceObject> list(SourcePrefix prefix, int most);

  /**
   * Opens a range of exactly the version and ETag described.
   *
   * <p>A read: a crash before, during or after it changes nothing. The stream may still break off
   * early or fail; {@link SourceStream} notices.
   *
   * @param range not empty, and within the object
   * @return the range's bytes; to be closed by the caller, who need not have read them all
   * @throws SourceUnavailableException if the object has changed, the version is gone, or access is
   *     denied
   * @throws IOException if the connection fails
   */
  InputStream open(SourceObject object, ByteRange range) throws IOException;
}
