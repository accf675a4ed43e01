package io.stackseed.local.stack;

import io.stackseed.local.services.Topics;
import java.util.Optional;
import java.util.Set;

/** {@code AWS::SNS::Subscription} of a Lambda function. */
final class SubscriptionType implements ResourceType {

  private final Topics topics;

  SubscriptionType(Topics topics) {
    this.topics = topics;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring("TopicArn", "Protocol", "Endpoint", "RedrivePolicy")
        .ignoring("Region");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String deadLetterQueue =
        request
            .nested("RedrivePolicy", Set.of("deadLetterTargetArn"))
            .path("deadLetterTargetArn")
            .asText("");
    String arn =
        subscribe(
            topics,
            request.required("TopicArn"),
            request.required("Protocol"),
            request.required("Endpoint"),
            Optional.of(deadLetterQueue).filter(queue -> !queue.isEmpty()));
    return Provisioned.of(arn).with("Arn", arn);
  }

  static String subscribe(
      Topics topics,
      String topicArn,
      String protocol,
      String endpoint,
      Optional<String> deadLetterQueue) {
    if (!protocol.equals("lambda")) {
      throw new ResourceFailedException(
          "Protocol '" + protocol + "' of AWS::SNS::Subscription is not supported, only lambda");
    }
    return topics.subscribe(topicArn, endpoint, deadLetterQueue.orElse(null));
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    topics.unsubscribe(resource.physicalId());
  }
}
