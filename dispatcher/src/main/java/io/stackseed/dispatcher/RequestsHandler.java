package io.stackseed.dispatcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import io.stackseed.aws.FunctionParts;
import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests, as the topic delivers them. */
public final class RequestsHandler implements RequestHandler<SNSEvent, @Nullable Void> {
  private final Requests requests;
  private final TopicArn topic;

  /** As Lambda makes it. */
  public RequestsHandler() {
    this(System.getenv());
  }

  RequestsHandler(Map<String, String> variables) {
    FunctionParts parts = new FunctionParts(variables);
    Callbacks callbacks = new Callbacks(parts.extraResponseHosts());
    Drafts drafts = new Drafts(callbacks, parts.time());
    Admission admission =
        new Admission(
            parts.runs(),
            new Inspection(
                parts.targetTable(),
                parts.sourceObjects(),
                parts.hashKeys(),
                parts.ingestBucket(),
                parts.time()),
            callbacks,
            drafts,
            new ByHand(parts.runs(), parts.completion(), drafts),
            parts.ingestBucket());
    Planner planner = SplitsHandler.planner(parts);
    this.topic = TopicArn.parse(parts.topicArn());
    this.requests =
        new Requests(admission, planner, parts.runs(), parts.completion(), parts.time());
  }

  RequestsHandler(Requests requests, TopicArn topic) {
    this.requests = requests;
    this.topic = topic;
  }

  /**
   * Handles every record by itself. If one of them failed, the whole event is delivered again:
   * those that did not fail find their runs and change nothing.
   */
  @Override
  public @Nullable Void handleRequest(SNSEvent event, Context context) {
    Instant until = Instant.now().plusMillis(context.getRemainingTimeInMillis());
    List<Notification> notifications =
        event.getRecords().stream()
            .map(record -> delivered(record.getSNS()))
            .flatMap(message -> message.notificationOf(topic).stream())
            .toList();
    Notifications.handleEach(notifications, notification -> requests.handle(notification, until));
    return null;
  }

  private static SnsMessage delivered(SNS sns) {
    return new SnsMessage(
        sns.getType(),
        sns.getTopicArn(),
        sns.getMessageId(),
        Instant.ofEpochMilli(sns.getTimestamp().getMillis()),
        sns.getMessage());
  }
}
