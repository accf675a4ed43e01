package io.stackseed.local.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** From a topic to a queue, by nothing but its environment. */
public final class Relay {

  private final SqsClient sqs;
  private final String queueUrl;

  public Relay() {
    this(System.getenv());
  }

  Relay(Map<String, String> environment) {
    this.queueUrl = environment.get("QUEUE_URL");
    this.sqs =
        SqsClient.builder()
            .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_SQS")))
            .region(Region.of(environment.get("AWS_REGION")))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"),
                        environment.get("AWS_SECRET_ACCESS_KEY"),
                        environment.get("AWS_SESSION_TOKEN"))))
            .httpClient(Apache5HttpClient.create())
            .build();
  }

  public void relay(SNSEvent event, Context context) {
    for (SNSEvent.SNSRecord notification : event.getRecords()) {
      String message = notification.getSNS().getMessage();
      sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(message));
    }
  }
}
