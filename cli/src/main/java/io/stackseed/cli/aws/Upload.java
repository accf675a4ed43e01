package io.stackseed.cli.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An upload of one file: one call, or from 32 MiB on the calls of a <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">multipart
 * upload</a>, four at once.
 */
final class Upload {
  private static final long PART_BYTES = 16 << 20;
  private static final int MAX_PARTS = 10_000;
  private static final int AT_ONCE = 4;

  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final LongConsumer sentBytes;
  private long sent;

  Upload(S3Client s3, String bucket, String key, LongConsumer sentBytes) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
    this.sentBytes = sentBytes;
  }

  void send(Path file) throws IOException {
    long sizeBytes = Files.size(file);
    if (sizeBytes < 2 * PART_BYTES) {
      s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(file));
      sent(sizeBytes);
    } else {
      sendInParts(file, sizeBytes);
    }
  }

  private void sendInParts(Path file, long sizeBytes) throws IOException {
    String uploadId = s3.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
    // Ctrl-C must not leave parts behind that nobody sees and somebody pays.
    Thread abort = new Thread(() -> abort(uploadId), "abort-upload");
    Runtime.getRuntime().addShutdownHook(abort);
    boolean complete = false;
    try {
      List<CompletedPart> parts = sentParts(file, sizeBytes, uploadId);
      s3.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(uploadId)
                  .multipartUpload(upload -> upload.parts(parts)));
      complete = true;
    } finally {
      if (!complete) {
        abort(uploadId);
      }
      removeHook(abort);
    }
  }

  private List<CompletedPart> sentParts(Path file, long sizeBytes, String uploadId)
      throws IOException {
    long partBytes = Math.max(PART_BYTES, (sizeBytes + MAX_PARTS - 1) / MAX_PARTS);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<CompletedPart>> sending = new ArrayList<>();
      for (long from = 0; from < sizeBytes; from += partBytes) {
        long start = from;
        long length = Math.min(partBytes, sizeBytes - from);
        int number = sending.size() + 1;
        sending.add(threads.submit(() -> part(file, start, length, uploadId, number)));
      }
      List<CompletedPart> parts = new ArrayList<>();
      for (Future<CompletedPart> part : sending) {
        parts.add(part.get());
      }
      return parts;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException("a part could not be sent", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while uploading", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private CompletedPart part(Path file, long start, long length, String uploadId, int number) {
    String eTag =
        s3.uploadPart(
                part -> part.bucket(bucket).key(key).uploadId(uploadId).partNumber(number),
                RequestBody.fromContentProvider(
                    () -> section(file, start, length), length, "application/octet-stream"))
            .eTag();
    sent(length);
    return CompletedPart.builder().partNumber(number).eTag(eTag).build();
  }

  /** Opened for each try of a part. */
  private static InputStream section(Path file, long start, long length) {
    try {
      FileChannel channel = FileChannel.open(file);
      channel.position(start);
      return new Section(Channels.newInputStream(channel), length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void sent(long bytes) {
    sent += bytes;
    sentBytes.accept(sent);
  }

  private void abort(String uploadId) {
    s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(uploadId));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run.
      return;
    }
  }
}
