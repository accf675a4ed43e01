package io.stackseed.local.stack;

import io.stackseed.local.services.EmbeddedServices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A presigned URL to which others PUT what CloudFormation waits for. Every body is kept. */
final class Mailbox implements AutoCloseable {

  private final String url;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private final EmbeddedServices.Subscription subscription;

  /**
   * Opens one.
   *
   * @param life of the URL
   */
  Mailbox(EmbeddedServices services, String bucket, String key, Duration life) {
    this.url =
        services
            .presigner()
            .presignPutObject(
                presign ->
                    presign
                        .signatureDuration(life)
                        .putObjectRequest(put -> put.bucket(bucket).key(key)))
            .url()
            .toString();
    String path = "/" + bucket + "/" + key;
    this.subscription =
        services.onObjectPut(
            put -> {
              if (put.equals(path)) {
                String body =
                    services
                        .s3()
                        .getObjectAsBytes(object -> object.bucket(bucket).key(key))
                        .asUtf8String();
                bodies.add(body);
                first.complete(body);
              }
            });
  }

  String url() {
    return url;
  }

  /** Every body that was put so far, in order. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** The first body, empty if none came in time. */
  Optional<String> first(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(first.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("What was put cannot be read", e);
    }
  }

  /** Stops listening; the URL stays valid. */
  @Override
  public void close() {
    subscription.close();
  }
}
