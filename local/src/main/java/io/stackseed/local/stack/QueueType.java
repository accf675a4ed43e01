package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.services.LocalSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** {@code AWS::SQS::Queue}, standard queues. */
final class QueueType implements ResourceType {

  private final SqsClient sqs;
  private final LocalSettings settings;

  QueueType(SqsClient sqs, LocalSettings settings) {
    this.sqs = sqs;
    this.settings = settings;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring(
            "QueueName",
            "VisibilityTimeout",
            "MessageRetentionPeriod",
            "DelaySeconds",
            "ReceiveMessageWaitTimeSeconds",
            "RedrivePolicy")
        .ignoring(
            "SqsManagedSseEnabled",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "RedriveAllowPolicy",
            "MaximumMessageSize",
            "Tags");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.physicalName("QueueName");
    Map<QueueAttributeName, String> attributes = attributes(request);
    String url =
        sqs.createQueue(create -> create.queueName(name).attributes(attributes)).queueUrl();
    return Provisioned.of(url)
        .with("Arn", settings.arn("sqs", name))
        .with("QueueName", name)
        .with("QueueUrl", url);
  }

  private static Map<QueueAttributeName, String> attributes(ResourceRequest request) {
    Map<QueueAttributeName, String> attributes = new LinkedHashMap<>();
    for (QueueAttributeName name :
        new QueueAttributeName[] {
          QueueAttributeName.VISIBILITY_TIMEOUT,
          QueueAttributeName.MESSAGE_RETENTION_PERIOD,
          QueueAttributeName.DELAY_SECONDS,
          QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS
        }) {
      request.optional(name.toString()).ifPresent(value -> attributes.put(name, value));
    }
    JsonNode redrive =
        request.nested("RedrivePolicy", Set.of("deadLetterTargetArn", "maxReceiveCount"));
    if (redrive.isObject()) {
      attributes.put(QueueAttributeName.REDRIVE_POLICY, redrive.toString());
    }
    return attributes;
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    if (!request.property("QueueName").equals(old.properties().path("QueueName"))) {
      throw new ResourceFailedException("A queue's name cannot be changed here");
    }
    Map<QueueAttributeName, String> attributes = attributes(request);
    if (!attributes.isEmpty()) {
      sqs.setQueueAttributes(set -> set.queueUrl(old.physicalId()).attributes(attributes));
    }
    return new Provisioned(old.physicalId(), old.attributes(), old.answer());
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    try {
      sqs.deleteQueue(delete -> delete.queueUrl(resource.physicalId()));
    } catch (QueueDoesNotExistException e) {
      return;
    }
  }
}
