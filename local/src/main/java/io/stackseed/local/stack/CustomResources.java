package io.stackseed.local.stack;

import io.stackseed.local.services.EmbeddedServices;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sends custom resource requests as CloudFormation does: through the topic's HTTP endpoint, with a
 * presigned URL for the answer.
 */
public final class CustomResources {

  /** How long CloudFormation's response URLs are seen to live. */
  private static final Duration URL_LIFE = Duration.ofHours(2);

  private final EmbeddedServices services;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final MailBucket bucket;

  /** Makes the bucket for the answers, named as CloudFormation's own. */
  public CustomResources(EmbeddedServices services) {
    this.services = services;
    this.bucket =
        new MailBucket(
            services,
            "cloudformation-custom-resource-response-"
                + services.settings().region().replace("-", ""));
  }

  /**
   * Publishes the request and returns at once.
   *
   * @throws IllegalArgumentException if the topic refuses it
   */
  public PendingAnswer send(CustomResourceRequest request) {
    String key = request.stackId() + "|" + request.logicalResourceId() + "|" + request.requestId();
    PendingAnswer pending = new PendingAnswer(request, bucket.open(key, URL_LIFE));
    try {
      publish(request.serviceToken(), request.json(pending.responseUrl()));
    } catch (RuntimeException e) {
      pending.close();
      throw e;
    }
    return pending;
  }

  private void publish(String topicArn, String message) {
    Map<String, String> form = new TreeMap<>();
    form.put("Action", "Publish");
    form.put("Version", "2010-03-31");
    form.put("TopicArn", topicArn);
    form.put("Subject", "AWS CloudFormation custom resource request");
    form.put("Message", message);
    String body =
        form.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(services.endpoints().sns() + "/"))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalArgumentException(
            "The topic %s did not take the request: %s".formatted(topicArn, response.body()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("The embedded topics cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while publishing", e);
    }
  }
}
