package io.stackseed.dispatcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import io.stackseed.aws.AwsServices;
import io.stackseed.aws.Environment;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import io.stackseed.response.HttpResponseSender;
import io.stackseed.run.Completion;
import io.stackseed.run.RunStore;
import io.stackseed.source.SourceObjects;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests, as the topic delivers them. */
public final class RequestsHandler implements RequestHandler<SNSEvent, @Nullable Void> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestsHandler.class);

  private final Requests requests;
  private final TopicArn topic;

  /** As Lambda makes it. */
  public RequestsHandler() {
    this(System.getenv());
  }

  RequestsHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    AwsServices services = new AwsServices(environment);
    Time time = Time.system();
    Set<String> extraHosts = environment.list("EXTRA_RESPONSE_HOSTS");
    RunStore runs = services.runStore(environment.text("PROGRESS_TABLE"));
    SourceObjects objects = services.sourceObjects();
    Completion completion =
        new Completion(runs, HttpResponseSender.create(time, new SecureRandom()), extraHosts, time);
    Planner planner =
        new Planner(
            runs,
            new ChunkSender(
                services.chunkQueue(environment.text("CHUNK_QUEUE_URL")), Backoff.system()),
            services.splitQueue(environment.text("SPLIT_QUEUE_URL")));
    Callbacks callbacks = new Callbacks(extraHosts);
    Drafts drafts = new Drafts(callbacks, time);
    Admission admission =
        new Admission(
            new Inspection(services.targetTable(), objects),
            callbacks,
            drafts,
            new ByHand(runs, completion, drafts),
            environment.text("INGEST_BUCKET"));
    this.topic = TopicArn.parse(environment.text("TOPIC_ARN"));
    this.requests = new Requests(admission, planner, runs, completion, time);
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
    @Nullable RuntimeException failed = null;
    for (SNSRecord record : event.getRecords()) {
      try {
        handle(record.getSNS(), until);
      } catch (RuntimeException e) {
        LOG.error("Notification {} comes back", record.getSNS().getMessageId(), e);
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
    return null;
  }

  private void handle(SNS sns, Instant until) {
    if (!"Notification".equals(sns.getType()) || !topic.toString().equals(sns.getTopicArn())) {
      LOG.error(
          "Message {} is refused: a {} of {}, not a Notification of {}",
          sns.getMessageId(),
          sns.getType(),
          sns.getTopicArn(),
          topic);
      return;
    }
    Notification notification =
        new Notification(
            topic,
            sns.getMessageId(),
            Instant.ofEpochMilli(sns.getTimestamp().getMillis()),
            sns.getMessage());
    try {
      requests.handle(notification, until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
