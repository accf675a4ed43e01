package io.stackseed.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.dispatcher.Proposal.Kind;
import io.stackseed.failure.Failure;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.IngestRequest;
import io.stackseed.request.PhysicalResourceIds;
import io.stackseed.request.RequestType;
import io.stackseed.request.ResourceKey;
import io.stackseed.request.ServiceTimeout;
import io.stackseed.request.TableArn;
import io.stackseed.run.Load;
import io.stackseed.run.Requester;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a request and says what it comes to. Writes nothing. */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final Inspection inspection;
  private final ResponseUrls responseUrls;
  private final String ingestBucket;
  private final Time time;

  Admission(Inspection inspection, ResponseUrls responseUrls, String ingestBucket, Time time) {
    this.inspection = inspection;
    this.responseUrls = responseUrls;
    this.ingestBucket = ingestBucket;
    this.time = time;
  }

  /**
   * @throws RuntimeException if table or source could not be looked at for a reason that may pass
   */
  Proposal propose(IngestRequest request) {
    try {
      responseUrls.check(request);
      return switch (RequestType.parse(request.requestType())) {
        case CREATE -> load(request);
        case UPDATE -> update(request);
        case DELETE -> over(request, Kind.DELETE, null, null);
      };
    } catch (FailureException e) {
      LOG.info("Request {} refused: {}", request, e.getMessage());
      return over(request, Kind.REFUSED, e.failure(), null);
    }
  }

  private Proposal update(IngestRequest request) {
    IngestProperties properties = properties(request);
    String hash = properties.reingestHash();
    return hash.equals(oldReingestHash(request))
        ? over(request, Kind.UNCHANGED, null, hash)
        : load(request);
  }

  private Proposal load(IngestRequest request) {
    IngestProperties properties = properties(request);
    return new Proposal(
        Kind.LOAD,
        run(request, inspection.load(properties)),
        physicalResourceId(request),
        properties.reingestHash());
  }

  /** A request that is over as soon as it is accepted. */
  private Proposal over(
      IngestRequest request, Kind kind, @Nullable Failure failure, @Nullable String reingestHash) {
    RunState state = failure == null ? RunState.SUCCEEDED : RunState.FAILED;
    Run run = run(request, null);
    return new Proposal(
        kind,
        run.ended(Proposal.outcome(state, failure, run.acceptedAt())),
        physicalResourceId(request),
        reingestHash);
  }

  private Run run(IngestRequest request, @Nullable Load load) {
    Requester requester = responseUrls.requester(request, physicalResourceId(request));
    Duration timeout = ServiceTimeout.lenient(request.properties());
    Instant answerBy = responseUrls.answerBy(request, timeout);
    return new Run(
        request.runId(),
        ResourceKey.of(request, table(request)),
        request.requestType(),
        requester,
        request.timestamp(),
        time.now(),
        requester == null ? answerBy : answerBy.minus(ServiceTimeout.margin(timeout)),
        answerBy,
        load,
        null,
        null,
        null);
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
  private @Nullable String oldReingestHash(IngestRequest request) {
    try {
      return IngestProperties.parse(request.oldProperties(), request.topic(), ingestBucket)
          .reingestHash();
    } catch (FailureException e) {
      return null;
    }
  }

  /** The request's own id, unless it asks for another table. */
  private static String physicalResourceId(IngestRequest request) {
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
