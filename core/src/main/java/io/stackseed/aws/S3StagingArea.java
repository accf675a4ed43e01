package io.stackseed.aws;

import io.stackseed.source.SourceLocation;
import io.stackseed.source.StagingArea;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

final class S3StagingArea implements StagingArea {
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final S3Client s3;

  S3StagingArea(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public void write(SourceLocation part, byte[] bytes, int length) throws IOException {
    try {
      s3.putObject(
          request -> request.bucket(part.bucket()).key(part.key()),
          // A provider, because any other body copies the bytes.
          RequestBody.fromContentProvider(
              () -> new ByteArrayInputStream(bytes, 0, length), length, CONTENT_TYPE));
    } catch (SdkException e) {
      throw new IOException("staging " + part + " failed", e);
    }
  }
}
