package io.stackseed.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.failure.Failure;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.IngestRequest;
import io.stackseed.request.PhysicalResourceIds;
import io.stackseed.request.RequestType;
import io.stackseed.request.ResourceKey;
import io.stackseed.request.TableArn;
import io.stackseed.run.CompletionHandle;
import io.stackseed.run.Load;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.Silence;
import io.stackseed.time.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drafts the runs that requests ask for, from the requests alone. */
public final class Drafts {
  private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

  private final Callbacks callbacks;
  private final Time time;

  public Drafts(Callbacks callbacks, Time time) {
    this.callbacks = callbacks;
    this.time = time;
  }

  /** A run that loads. */
  Run loading(IngestRequest request, Load load, @Nullable CompletionHandle handle) {
    return run(request, resource(request), load, handle);
  }

  /** A run that loads for a resource which the request does not name itself. */
  Run loading(IngestRequest request, Load load, ResourceKey resource) {
    return run(request, resource, load, null);
  }

  /** A run that loads nothing. */
  Run idle(IngestRequest request, @Nullable CompletionHandle handle) {
    return run(request, resource(request), null, handle);
  }

  /**
   * A request that is not carried out. One that nobody may be told of leaves its resource alone: it
   * would be a way to disturb the resource without belonging to it.
   */
  Proposal refused(IngestRequest request, Failure failure) {
    LOG.info("Request {} refused: {}", request, failure.sentence());
    Run run = idle(request, null);
    return new Proposal(
        run.requester() == null ? Proposal.Kind.BESIDE : Proposal.Kind.SEEN,
        run.ended(Proposal.outcome(RunState.FAILED, failure, run.acceptedAt())),
        physicalResourceId(request));
  }

  private Run run(
      IngestRequest request,
      ResourceKey resource,
      @Nullable Load load,
      @Nullable CompletionHandle handle) {
    return new Run(
        request.runId(),
        resource,
        request.requestType(),
        callbacks.requester(request, physicalResourceId(request)),
        handle,
        request.timestamp(),
        time.now(),
        callbacks.deadlines(request, load, handle),
        Silence.NOTHING_BEFORE,
        load,
        null,
        null,
        null,
        null,
        load != null);
  }

  static ResourceKey resource(IngestRequest request) {
    return ResourceKey.of(request, table(request));
  }

  /** The request's own id, unless it asks for another table. */
  static String physicalResourceId(IngestRequest request) {
    TableArn table = table(request);
    String given = request.physicalResourceId();
    return given == null || movesToAnotherTable(request, table)
        ? PhysicalResourceIds.of(request, table)
        : given;
  }

  private static boolean movesToAnotherTable(IngestRequest request, @Nullable TableArn table) {
    return request.requestType().equals(RequestType.UPDATE.wireName())
        && table != null
        && !table.equals(tableOf(request, request.oldProperties()));
  }

  private static @Nullable TableArn table(IngestRequest request) {
    return tableOf(request, request.properties());
  }

  private static @Nullable TableArn tableOf(IngestRequest request, @Nullable JsonNode properties) {
    try {
      return IngestProperties.targetTable(properties, request.topic());
    } catch (FailureException e) {
      return null;
    }
  }
}
