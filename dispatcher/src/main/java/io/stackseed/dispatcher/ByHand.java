package io.stackseed.dispatcher;

import io.stackseed.dispatcher.Proposal.Kind;
import io.stackseed.failure.Failure.CancelledByHand;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestRequest;
import io.stackseed.request.ResourceKey;
import io.stackseed.run.Completion;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import java.util.Optional;

/** What a person asks of a run by a message to the topic, naming its RunId. */
public final class ByHand {
  private final RunStore runs;
  private final Completion completion;
  private final Drafts drafts;

  public ByHand(RunStore runs, Completion completion, Drafts drafts) {
    this.runs = runs;
    this.completion = completion;
    this.drafts = drafts;
  }

  /**
   * Cancels the run, before the request is stored: repeating it comes to the same.
   *
   * @throws FailureException if there is no such run, or it ended by itself
   */
  Proposal cancel(IngestRequest request) {
    Run named = named(request);
    requireLoad(named);
    if (!completion.cancel(named.id(), new CancelledByHand())) {
      RunState state = runs.progress(named.id()).state();
      if (state != RunState.CANCELLED) {
        throw refused(
            "run %s has ended already, %s".formatted(named.id(), state),
            "There is nothing to cancel");
      }
    }
    Run run = drafts.idle(request, null);
    Outcome outcome = Proposal.outcome(RunState.SUCCEEDED, null, run.acceptedAt());
    return new Proposal(Kind.BESIDE, run.ended(outcome), Drafts.physicalResourceId(request));
  }

  /** The resource of the run that is resumed; the message's own if it names none that is there. */
  ResourceKey resource(IngestRequest request) {
    return Optional.ofNullable(request.namedRun())
        .flatMap(runs::run)
        .map(Run::resource)
        .orElseGet(() -> Drafts.resource(request));
  }

  /**
   * Goes on where the run ended.
   *
   * @throws FailureException if there is no such run, or nothing of it is left to load
   */
  Proposal resume(IngestRequest request) {
    Run named = named(request);
    Load load = requireLoad(named);
    Outcome outcome = named.outcome();
    if (outcome == null) {
      throw refused(
          "run %s is still going on".formatted(named.id()), "Wait for its end, or cancel it");
    }
    if (outcome.state() == RunState.SUCCEEDED) {
      throw refused(
          "run %s has loaded everything".formatted(named.id()), "There is nothing to resume");
    }
    return new Proposal(
        Kind.RESUME,
        drafts.loading(request, load.resuming(named.id()), named.resource()),
        Drafts.physicalResourceId(request));
  }

  private Run named(IngestRequest request) {
    String runId = request.namedRun();
    if (request.responseUrl() != null) {
      throw new FailureException(
          new InvalidProperty(
              "RequestType",
              "'%s' is for messages without a ResponseURL".formatted(request.requestType()),
              "Use Create, Update or Delete"));
    }
    if (runId == null) {
      throw refused("missing", "Give the RunId of the run that is meant");
    }
    return runs.run(runId)
        .orElseThrow(
            () ->
                refused(
                    "there is no run '%s'".formatted(runId),
                    "Look it up in the progress table; runs are kept for 30 days"));
  }

  private static Load requireLoad(Run run) {
    Load load = run.load();
    if (load == null) {
      throw refused(
          "run %s is a %s that loads nothing".formatted(run.id(), run.requestType()),
          "Give the RunId of a run that loads");
    }
    return load;
  }

  private static FailureException refused(String problem, String remedy) {
    return new FailureException(new InvalidProperty("RunId", problem, remedy));
  }
}
