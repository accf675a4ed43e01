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

/**
 * A request that is under way. The first body at its URL is the answer; later ones are kept too.
 */
public final class PendingAnswer implements AutoCloseable {

  private final CustomResourceRequest request;
  private final String responseUrl;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private final EmbeddedServices.Subscription subscription;

  PendingAnswer(
      EmbeddedServices services,
      CustomResourceRequest request,
      String bucket,
      String key,
      String responseUrl) {
    this.request = request;
    this.responseUrl = responseUrl;
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

  public CustomResourceRequest request() {
    return request;
  }

  /** The presigned URL that was sent. */
  public String responseUrl() {
    return responseUrl;
  }

  /** Every body that was put so far, in order; CloudFormation reads only the first. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /**
   * The answer, empty if none came in time.
   *
   * @throws InvalidAnswerException if CloudFormation would not accept it
   */
  public Optional<CustomResourceAnswer> await(Duration atMost) throws InterruptedException {
    try {
      String body = first.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(AnswerRules.accept(request, body));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The answer cannot be read", e);
    }
  }

  /** Stops listening; the URL stays valid. */
  @Override
  public void close() {
    subscription.close();
  }
}
