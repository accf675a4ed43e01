package io.stackseed.run;

import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.request.ResourceKey;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.shape.Shaping;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs to try things on: a Create of a stack's resource that loads {@code s3://b1-data/o.jsonl}.
 */
public final class SampleRuns {
  public static final Instant REQUESTED_AT = Instant.parse("2024-05-01T12:00:00Z");
  public static final Instant ANSWER_BY = REQUESTED_AT.plus(Duration.ofHours(1));

  /** When nothing is begun any more. */
  public static final Instant DEADLINE = ANSWER_BY.minusSeconds(180);

  public static final Instant SIGNAL_BY = REQUESTED_AT.plus(Duration.ofHours(12));

  /** A handle of the stack's, as it is PUT to. */
  public static final String HANDLE =
      "https://cloudformation-waitcondition-us-east-1.s3.amazonaws.com/"
          + "arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack%2Fdemo%2F51af3dc0/Loaded"
          + "?X-Amz-Signature=5ec2e7";

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

  /** CloudFormation's request; it is answered once everything is planned, and signals its end. */
  public static Run createSignalling(String id) {
    Run run = createNotWaiting(id);
    return new Run(
        id,
        run.resource(),
        run.requestType(),
        run.requester(),
        new CompletionHandle(HANDLE, STACK_ID, SIGNAL_BY),
        run.requestedAt(),
        run.acceptedAt(),
        new Deadlines(
            run.deadlines().deadline(), run.deadlines().answerBy(), SIGNAL_BY.minusSeconds(180)),
        run.silence(),
        run.load(),
        null,
        null,
        null,
        null,
        false);
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
    return Resource.NEW.begun(run, "id-of-" + run.id());
  }

  /** With a ResponseURL that may be opened for it. */
  public static Requester requester(String id) {
    String url =
        "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/"
            + (STACK_ID + "|Seed|" + id).replace(":", "%3A").replace("|", "%7C")
            + "?X-Amz-Signature=5ec2e7";
    return new Requester(new ResponseIdentity("id-of-" + id, STACK_ID, id, "Seed"), url);
  }

  /** The one object that the load reads. */
  public static SourceObject object(@Nullable Load load) {
    return file(load).object();
  }

  /** The same, with its layout. */
  public static SourceFile file(@Nullable Load load) {
    return (SourceFile) Objects.requireNonNull(load).source();
  }

  public static Load load(boolean waitForCompletion) {
    return new Load(
        new SourceFile(
            new SourceObject(new SourceLocation("b1-data", "o.jsonl"), "v1", "\"e1\"", 1_000),
            Layout.of(Format.JSON_LINES, 0)),
        new TableSchema(
            "orders",
            "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
            new KeySchema(new KeyAttribute("id", KeyType.S), null),
            List.of()),
        Shaping.NONE,
        false,
        4 << 20,
        waitForCompletion,
        MaxRejected.none(),
        WriteOptions.DEFAULT,
        "reports",
        "hash-1",
        null);
  }

  /** The same run, of another resource. */
  public static Run inResource(ResourceKey resource, Run run) {
    return with(
        resource, run.requester(), run.completionHandle(), run.deadlines(), run.load(), run);
  }

  /** The same run, whose end is to be announced. */
  public static Run announced(Run run) {
    return new Run(
        run.id(),
        run.resource(),
        run.requestType(),
        run.requester(),
        run.completionHandle(),
        run.requestedAt(),
        run.acceptedAt(),
        run.deadlines(),
        run.silence(),
        run.load(),
        run.outcome(),
        run.answer(),
        run.answeredAt(),
        run.firstItemAt(),
        true);
  }

  /** The same run, asked for by somebody else. */
  public static Run askedBy(@Nullable Requester requester, Run run) {
    return with(
        run.resource(), requester, run.completionHandle(), run.deadlines(), run.load(), run);
  }

  /** The same run, which signals another wait condition. */
  public static Run signalling(@Nullable CompletionHandle handle, Run run) {
    return with(run.resource(), run.requester(), handle, run.deadlines(), run.load(), run);
  }

  /** The same run, with another deadline. */
  public static Run due(Instant deadline, Run run) {
    Deadlines deadlines =
        new Deadlines(deadline, run.deadlines().answerBy(), run.deadlines().endBy());
    return with(
        run.resource(), run.requester(), run.completionHandle(), deadlines, run.load(), run);
  }

  /** The same run, with another limit of rejects. */
  public static Run allowing(MaxRejected maxRejected, Run run) {
    Load load = Objects.requireNonNull(run.load());
    return loading(
        new Load(
            load.source(),
            load.table(),
            load.shaping(),
            load.dryRun(),
            load.chunkBytes(),
            load.waitForCompletion(),
            maxRejected,
            load.writing(),
            load.ingestBucket(),
            load.reingestHash(),
            load.resumes()),
        run);
  }

  /** The same run, of another load. */
  public static Run loading(@Nullable Load load, Run run) {
    return with(
        run.resource(), run.requester(), run.completionHandle(), run.deadlines(), load, run);
  }

  private static Run with(
      ResourceKey resource,
      @Nullable Requester requester,
      @Nullable CompletionHandle handle,
      Deadlines deadlines,
      @Nullable Load load,
      Run run) {
    return new Run(
        run.id(),
        resource,
        run.requestType(),
        requester,
        handle,
        run.requestedAt(),
        run.acceptedAt(),
        deadlines,
        run.silence(),
        load,
        run.outcome(),
        run.answer(),
        run.answeredAt(),
        run.firstItemAt(),
        run.unannounced());
  }

  private static Run run(String id, @Nullable Requester requester, @Nullable Load load) {
    return new Run(
        id,
        resource(id),
        "Create",
        requester,
        null,
        REQUESTED_AT,
        REQUESTED_AT.plusMillis(250),
        new Deadlines(
            DEADLINE,
            ANSWER_BY,
            load == null || load.waitForCompletion()
                ? DEADLINE
                : REQUESTED_AT.plus(Duration.ofDays(1))),
        Silence.NOTHING_BEFORE,
        load,
        null,
        null,
        null,
        null,
        false);
  }
}
