package io.stackseed.dispatcher;

import io.stackseed.dispatcher.Inspection.Inspected;
import io.stackseed.dispatcher.Proposal.Kind;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.IngestRequest;
import io.stackseed.request.RequestType;
import io.stackseed.request.ResourceKey;
import io.stackseed.request.ServiceTimeout;
import io.stackseed.run.CompletionHandle;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import io.stackseed.run.SourceListing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a request and says what it comes to. Writes nothing, but for a Cancel by hand. */
public final class Admission {
  private final RunStore runs;
  private final Inspection inspection;
  private final Callbacks callbacks;
  private final Drafts drafts;
  private final ByHand byHand;
  private final String ingestBucket;

  public Admission(
      RunStore runs,
      Inspection inspection,
      Callbacks callbacks,
      Drafts drafts,
      ByHand byHand,
      String ingestBucket) {
    this.runs = runs;
    this.inspection = inspection;
    this.callbacks = callbacks;
    this.drafts = drafts;
    this.byHand = byHand;
    this.ingestBucket = ingestBucket;
  }

  /** The resource that a request changes. */
  ResourceKey resource(IngestRequest request) {
    return request.requestType().equals(RequestType.RESUME.wireName())
        ? byHand.resource(request)
        : Drafts.resource(request);
  }

  /**
   * @throws RuntimeException if table or source could not be looked at for a reason that may pass
   */
  Proposal propose(IngestRequest request, Standing standing) {
    try {
      callbacks.check(request);
      return switch (RequestType.parse(request.requestType())) {
        case CREATE -> load(request, properties(request), null);
        case UPDATE -> update(request, properties(request), standing);
        case DELETE ->
            new Proposal(
                Kind.DELETE, drafts.idle(request, null), Drafts.physicalResourceId(request));
        case CANCEL -> byHand.cancel(request);
        case RESUME -> resume(request);
      };
    } catch (FailureException e) {
      return drafts.refused(request, e.failure());
    }
  }

  private Proposal resume(IngestRequest request) {
    Proposal proposal = byHand.resume(request);
    Load load = proposal.run().load();
    if (load != null) {
      inspection.requireTable(load);
    }
    return proposal;
  }

  /**
   * An Update that asks for what is loaded, or being loaded, ingests nothing. One that returns to
   * the last good run loads the version that this one loaded. Where the current run failed, or a
   * new wait condition is to hear of a run that goes on, only loading makes true what is answered.
   */
  private Proposal update(IngestRequest request, IngestProperties properties, Standing standing) {
    String hash = properties.reingestHash();
    LastGood same = standing.resource().lastGood();
    same = same != null && same.reingestHash().equals(hash) ? same : null;
    IngestProperties old = oldProperties(request);
    boolean mustLoad =
        standing.hasFailed() || (standing.isLoading() && isNewHandle(properties, old));
    if (old != null && old.reingestHash().equals(hash) && !mustLoad) {
      return unchanged(request, properties, same == null ? null : same.data());
    }
    return load(request, properties, same);
  }

  private static boolean isNewHandle(IngestProperties properties, @Nullable IngestProperties old) {
    return properties.completionHandle() != null
        && (old == null || !properties.completionHandle().equals(old.completionHandle()));
  }

  private Proposal unchanged(
      IngestRequest request, IngestProperties properties, @Nullable Map<String, String> data) {
    // The handle that the request before named is that run's, and may be waiting for its end.
    CompletionHandle handle =
        isNewHandle(properties, oldProperties(request))
            ? callbacks.completionHandle(request, properties.completionHandle())
            : null;
    Run run = drafts.idle(request, handle);
    Outcome outcome = Proposal.outcome(RunState.SUCCEEDED, null, run.acceptedAt());
    return new Proposal(
        Kind.SEEN,
        data == null ? run.ended(outcome) : run.unchanged(outcome, data),
        Drafts.physicalResourceId(request));
  }

  /**
   * @param same the run whose versions are to be loaded; null for those that are there now
   */
  private Proposal load(
      IngestRequest request, IngestProperties properties, @Nullable LastGood same) {
    CompletionHandle handle = callbacks.completionHandle(request, properties.completionHandle());
    Inspected inspected = inspected(request, properties, same);
    return new Proposal(
        Kind.LOAD,
        drafts.loading(request, inspected.load(), handle),
        Drafts.physicalResourceId(request),
        inspected.listing());
  }

  private Inspected inspected(
      IngestRequest request, IngestProperties properties, @Nullable LastGood same) {
    SourceListing listing = same == null || properties.isOneObject() ? null : listing(same.runId());
    if (listing != null) {
      return inspection.inspect(listing, properties);
    }
    String version = same == null ? null : same.sourceVersion();
    return inspection.inspect(
        request.runId(), properties, version == null ? properties.objectVersionId() : version);
  }

  /** What the run has read; null if it is long past, or was one object. */
  private @Nullable SourceListing listing(String runId) {
    Load load = runs.run(runId).map(Run::load).orElse(null);
    return load != null
            && load.source() instanceof SourceListing listing
            && runs.listing(listing.runId(), listing.id(), 0).isPresent()
        ? listing
        : null;
  }

  private IngestProperties properties(IngestRequest request) {
    IngestProperties properties =
        IngestProperties.parse(request.properties(), request.topic(), ingestBucket);
    ServiceTimeout.usable(request.properties());
    return properties;
  }

  /**
   * @return null if the old properties cannot be read, as those of an older version may not be
   */
  private @Nullable IngestProperties oldProperties(IngestRequest request) {
    try {
      return IngestProperties.parse(request.oldProperties(), request.topic(), ingestBucket);
    } catch (FailureException e) {
      return null;
    }
  }
}
