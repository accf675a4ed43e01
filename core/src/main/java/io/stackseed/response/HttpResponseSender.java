package io.stackseed.response;

import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PUTs responses with the JDK's client, which is pinned to HTTP/1.1 and follows no redirect: a
 * redirect would carry the answer to a host that nobody checked.
 *
 * <p>The signature covers an absent Content-Type and the path's own escapes, so neither is added or
 * touched. Exceptions of the client can quote the URL and S3's error documents the signature: only
 * the exception's class, the status and the host are logged.
 */
public final class HttpResponseSender implements ResponseSender {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(10);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration LONGEST_BACKOFF = Duration.ofMillis(6_400);

  private @Nullable HttpClient client;
  private final Time time;
  private final Backoff backoff;
  private final Logger log;

  HttpResponseSender(Time time, RandomGenerator random, Logger log) {
    this.time = time;
    this.backoff = new Backoff(time, random, FIRST_BACKOFF, LONGEST_BACKOFF);
    this.log = log;
  }

  public static ResponseSender create(Time time, RandomGenerator random) {
    return new HttpResponseSender(time, random, LoggerFactory.getLogger(HttpResponseSender.class));
  }

  @Override
  public Delivery send(PresignedUrl url, byte[] body, Instant until) {
    try {
      int attempts = 0;
      for (Duration left = left(until); isPositive(left); left = left(until)) {
        Optional<Delivery> verdict = attempt(url, body, left);
        if (verdict.isPresent()) {
          return verdict.get();
        }
        Duration pause = backoff.delay(++attempts);
        if (pause.compareTo(left(until)) >= 0) {
          break;
        }
        time.pause(pause);
      }
      log.warn("No verdict on the response from {} in time", url.host());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("Interrupted while sending the response to {}", url.host());
    }
    return Delivery.UNREACHABLE;
  }

  /** Empty if another attempt can help. */
  private Optional<Delivery> attempt(PresignedUrl url, byte[] body, Duration left)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.uri())
            .timeout(left.compareTo(ATTEMPT_LIMIT) < 0 ? left : ATTEMPT_LIMIT)
            .PUT(BodyPublishers.ofByteArray(body))
            .build();
    try {
      // The time-out ends with the headers: a streamed body is closed unread, never waited for.
      HttpResponse<InputStream> response = client().send(request, BodyHandlers.ofInputStream());
      response.body().close();
      return verdict(response.statusCode(), url);
    } catch (IOException | IllegalArgumentException e) {
      // The second is how the client reports a header that it cannot read.
      log.warn("PUT of the response to {} failed: {}", url.host(), e.getClass().getName());
      return Optional.empty();
    }
  }

  /** Made with the first answer: few of the functions' processes ever send one. */
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(Version.HTTP_1_1)
              .followRedirects(Redirect.NEVER)
              .connectTimeout(CONNECT_LIMIT)
              .build();
    }
    return client;
  }

  private Optional<Delivery> verdict(int status, PresignedUrl url) {
    if (status >= 200 && status < 300) {
      return Optional.of(Delivery.ACCEPTED);
    }
    log.warn("PUT of the response to {} answered {}", url.host(), status);
    boolean transientFailure = status >= 500 || status == 408 || status == 429;
    return transientFailure ? Optional.empty() : Optional.of(Delivery.REFUSED);
  }

  private Duration left(Instant until) {
    return Duration.between(time.now(), until);
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }
}
