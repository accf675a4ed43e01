package io.stackseed.dispatcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.stackseed.aws.FunctionParts;
import io.stackseed.aws.SqsMessages;
import io.stackseed.request.TopicArn;
import java.time.Instant;
import java.util.Map;

/** Requests that failed for good, as the failure queue delivers them. */
public final class RescueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Rescue rescue;
  private final TopicArn topic;

  /** As Lambda makes it. */
  public RescueHandler() {
    this(System.getenv());
  }

  RescueHandler(Map<String, String> variables) {
    FunctionParts parts = new FunctionParts(variables);
    this.topic = TopicArn.parse(parts.topicArn());
    this.rescue =
        new Rescue(
            parts.runs(),
            parts.completion(),
            new Callbacks(parts.extraResponseHosts()),
            parts.metrics(),
            parts.time());
  }

  RescueHandler(Rescue rescue, TopicArn topic) {
    this.rescue = rescue;
    this.topic = topic;
  }

  /**
   * What fails comes back when its visibility ends, and no earlier: nobody comes after Rescue, so
   * its few tries are spread over half an hour.
   */
  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return SqsMessages.handle(event, context, this::take);
  }

  private void take(String body, Instant until) {
    FailedRequests failed = FailedRequests.read(body, topic);
    Notifications.handleEach(
        failed.notifications(),
        notification -> rescue.handle(notification, failed.condition(), until));
  }
}
