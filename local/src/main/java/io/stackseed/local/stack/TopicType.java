package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.services.Topics;
import java.util.Optional;

/** {@code AWS::SNS::Topic}. */
final class TopicType implements ResourceType {

  private final Topics topics;

  TopicType(Topics topics) {
    this.topics = topics;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring("TopicName", "Subscription")
        .ignoring("DisplayName", "KmsMasterKeyId", "SignatureVersion", "Tags", "TracingConfig");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.physicalName("TopicName");
    String arn = topics.create(name);
    for (JsonNode subscription : request.property("Subscription")) {
      SubscriptionType.subscribe(
          topics,
          arn,
          subscription.path("Protocol").asText(),
          subscription.path("Endpoint").asText(),
          Optional.empty());
    }
    return Provisioned.of(arn).with("TopicArn", arn).with("TopicName", name);
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    if (!request.property("Subscription").equals(old.properties().path("Subscription"))
        || !request.property("TopicName").equals(old.properties().path("TopicName"))) {
      throw new ResourceFailedException(
          "A topic's name and inline subscriptions cannot be changed here");
    }
    return new Provisioned(old.physicalId(), old.attributes(), old.answer());
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    topics.delete(resource.physicalId());
  }
}
