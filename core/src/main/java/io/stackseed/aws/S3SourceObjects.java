package io.stackseed.aws;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import io.stackseed.source.SourceUnavailableException;
import io.stackseed.source.SourceUnavailableException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class S3SourceObjects implements SourceObjects {
  private final S3Client s3;

  S3SourceObjects(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public SourceObject describe(SourceLocation location, @Nullable String versionId) {
    try {
      HeadObjectResponse head =
          s3.headObject(
              request ->
                  request.bucket(location.bucket()).key(location.key()).versionId(versionId));
      return new SourceObject(location, head.versionId(), head.eTag(), head.contentLength());
    } catch (S3Exception e) {
      throw translated(e, location, versionId);
    }
  }

  @Override
  public List<SourceObject> list(SourcePrefix prefix, int most) {
    try {
      return s3
          .listObjectVersionsPaginator(
              request -> request.bucket(prefix.bucket()).prefix(prefix.prefix()))
          .stream()
          .flatMap(page -> page.versions().stream())
          .filter(version -> version.isLatest() && version.size() > 0)
          .limit(most)
          .map(version -> listed(prefix.bucket(), version))
          .sorted(Comparator.comparing(S3SourceObjects::utf8Key, Arrays::compareUnsigned))
          .toList();
    } catch (S3Exception e) {
      throw switch (e.statusCode()) {
        case 403 -> new SourceUnavailableException(Problem.DENIED, prefix.toString(), e);
        case 404 -> new SourceUnavailableException(Problem.BUCKET_MISSING, prefix.toString(), e);
        default -> e;
      };
    }
  }

  /** What S3 sorts by; not every S3 does. */
  private static byte[] utf8Key(SourceObject object) {
    return object.location().key().getBytes(StandardCharsets.UTF_8);
  }

  /** A bucket without versioning lists its objects as versions of the id {@code null}. */
  private static SourceObject listed(String bucket, ObjectVersion version) {
    return new SourceObject(
        new SourceLocation(bucket, version.key()),
        version.versionId().equals("null") ? null : version.versionId(),
        version.eTag(),
        version.size());
  }

  @Override
  public InputStream open(SourceObject object, ByteRange range) throws IOException {
    SourceLocation location = object.location();
    try {
      return new AbandonableStream(
          s3.getObject(
              request ->
                  request
                      .bucket(location.bucket())
                      .key(location.key())
                      .versionId(object.versionId())
                      .ifMatch(object.eTag())
                      .range(range.toHttpRange())),
          range.length());
    } catch (S3Exception e) {
      throw translated(e, location, object.versionId());
    } catch (SdkClientException e) {
      throw new IOException("reading " + object + " failed", e);
    }
  }

  /**
   * What retrying cannot mend, or the exception itself. A HEAD has no body, so the status alone
   * speaks ("HeadObject", Amazon S3 API Reference); 405 is a delete marker named by its version.
   */
  private RuntimeException translated(
      S3Exception e, SourceLocation location, @Nullable String versionId) {
    String object = versionId == null ? location.toString() : location + " version " + versionId;
    return switch (e.statusCode()) {
      case 400 ->
          versionId == null
              ? e
              : new SourceUnavailableException(Problem.VERSION_MISSING, object, e);
      case 403 -> new SourceUnavailableException(Problem.DENIED, object, e);
      case 404 -> new SourceUnavailableException(missing(location, versionId), object, e);
      case 405 -> new SourceUnavailableException(Problem.MISSING, object, e);
      case 412 -> new SourceUnavailableException(Problem.CHANGED, object, e);
      default -> e;
    };
  }

  private Problem missing(SourceLocation location, @Nullable String versionId) {
    try {
      s3.headBucket(request -> request.bucket(location.bucket()));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Problem.BUCKET_MISSING;
      }
    }
    return versionId == null ? Problem.MISSING : Problem.VERSION_MISSING;
  }
}
