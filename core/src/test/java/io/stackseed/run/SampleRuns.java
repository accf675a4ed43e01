package io.stackseed.run;

import io.stackseed.format.Format;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs to try things on: a Create of a stack's resource that loads {@code s3://b1-data/o.jsonl}.
 */
public final class SampleRuns {
  public static final Instant REQUESTED_AT = Instant.parse("2024-05-01T12:00:00Z");
  public static final Instant ANSWER_BY = REQUESTED_AT.plus(Duration.ofHours(1));

  private static final String STACK_ID =
      "arn:aws:cloudformation:us-east-1:123456789012:stack/demo/51af3dc0";

  private SampleRuns() {}

  /** CloudFormation's request; it waits for the run's end. */
  public static Run create(String id) {
    return run(id, requester(id), load(true));
  }

  /** CloudFormation's request; it is answered once everything is planned. */
  public static Run createNotWaiting(String id) {
    return run(id, requester(id), load(false));
  }

  /** A message by hand: nobody is answered. */
  public static Run byHand(String id) {
    return run(id, null, load(true));
  }

  /** CloudFormation's request that loads nothing. */
  public static Run withoutLoad(String id) {
    return run(id, requester(id), null);
  }

  /** The resource that only this run belongs to. */
  public static ResourceKey resource(String runId) {
    return new ResourceKey("resource-of-" + runId);
  }

  /** The resource as it is when this run has begun and nothing else ever happened to it. */
  public static Resource begun(Run run) {
    return Resource.NEW.begun(run.requestedAt(), run.id(), "id-of-" + run.id());
  }

  /** With a ResponseURL that may be opened for it. */
  public static Requester requester(String id) {
    String url =
        "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/"
            + (STACK_ID + "|Seed|" + id).replace(":", "%3A").replace("|", "%7C")
            + "?X-Amz-Signature=5ec2e7";
    return new Requester(new ResponseIdentity("id-of-" + id, STACK_ID, id, "Seed"), url);
  }

  public static Load load(boolean waitForCompletion) {
    return new Load(
        new SourceObject(new SourceLocation("b1-data", "o.jsonl"), "v1", "\"e1\"", 1_000),
        0,
        Format.JSON_LINES,
        new TableSchema(
            "orders",
            "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
            new KeySchema(new KeyAttribute("id", KeyType.S), null),
            List.of()),
        4 << 20,
        waitForCompletion,
        "hash-1");
  }

  private static Run run(String id, @Nullable Requester requester, @Nullable Load load) {
    return new Run(
        id,
        resource(id),
        "Create",
        requester,
        REQUESTED_AT,
        REQUESTED_AT.plusMillis(250),
        ANSWER_BY.minusSeconds(180),
        ANSWER_BY,
        load,
        null,
        null,
        null);
  }
}
