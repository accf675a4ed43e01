package io.stackseed.run;

import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.response.ResponseStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ingest carried out for a request, or a request that needs none. Stored when it is accepted;
 * afterwards only silence, outcome, answer, the two URLs and what is said of it change.
 *
 * @param requestType CloudFormation's spelling, for people
 * @param requester whom to answer; null for a message by hand
 * @param completionHandle whom to signal at the end; null if nobody, and from then on
 * @param requestedAt the notification's timestamp
 * @param silence of the runs it replaced
 * @param load null if the request asks for no ingest, or cannot have one
 * @param outcome null while the run is live
 * @param answer what is told, once it is decided; null before, and always for a message by hand
 * @param answeredAt when the answer was taken, or could not be delivered for good; null before
 * @param firstItemAt when the first of its chunks that wrote anything came as far as it did; null
 *     before
 * @param unannounced true until its end is announced, or that is given up; always false for a
 *     request whose end is no news, and for a run that an older version accepted
 */
public record Run(
    String id,
    ResourceKey resource,
    String requestType,
    @Nullable Requester requester,
    @Nullable CompletionHandle completionHandle,
    Instant requestedAt,
    Instant acceptedAt,
    Deadlines deadlines,
    Silence silence,
    @Nullable Load load,
    @Nullable Outcome outcome,
    @Nullable Answer answer,
    @Nullable Instant answeredAt,
    @Nullable Instant firstItemAt,
    boolean unannounced) {

  /**
   * The same run, over as soon as it is accepted, and answered with what it comes to. A request
   * that failed is announced even where its success would be no news.
   */
  public Run ended(Outcome result) {
    Run decided = decided(result, requester == null ? null : Answers.of(this, result));
    return decided.telling(
        requester, completionHandle, answeredAt, unannounced || result.state() == RunState.FAILED);
  }

  /** The same run, over as soon as it is accepted: a success that answers with this data. */
  public Run unchanged(Outcome result, Map<String, String> data) {
    return decided(
        result, requester == null ? null : new Answer(ResponseStatus.SUCCESS, null, data));
  }

  /** With outcome and answer as they are decided. */
  Run decided(@Nullable Outcome newOutcome, @Nullable Answer newAnswer) {
    return new Run(
        id,
        resource,
        requestType,
        requester,
        completionHandle,
        requestedAt,
        acceptedAt,
        deadlines,
        silence,
        load,
        newOutcome,
        newAnswer,
        answeredAt,
        firstItemAt,
        unannounced);
  }

  /** Behind the runs it replaces. */
  public Run behind(Silence newSilence) {
    return new Run(
        id,
        resource,
        requestType,
        requester,
        completionHandle,
        requestedAt,
        acceptedAt,
        deadlines,
        newSilence,
        load,
        outcome,
        answer,
        answeredAt,
        firstItemAt,
        unannounced);
  }

  /** Its first items are in the table; nothing changes if they were before. */
  Run withItemsAt(Instant at) {
    return new Run(
        id,
        resource,
        requestType,
        requester,
        completionHandle,
        requestedAt,
        acceptedAt,
        deadlines,
        silence,
        load,
        outcome,
        answer,
        answeredAt,
        firstItemAt == null ? at : firstItemAt,
        unannounced);
  }

  /** The answer was delivered, or never can be: its ResponseURL is forgotten. */
  Run answered(Instant at) {
    return telling(
        withoutUrl(requester), completionHandle, answeredAt == null ? at : answeredAt, unannounced);
  }

  /** Something is not to be delivered, or was: its URL, if it has one, is forgotten. */
  Run without(Callback callback) {
    return switch (callback) {
      case ANSWER -> telling(withoutUrl(requester), completionHandle, answeredAt, unannounced);
      case SIGNAL -> telling(requester, null, answeredAt, unannounced);
      case ANNOUNCEMENT -> telling(requester, completionHandle, answeredAt, false);
    };
  }

  /** No URL hears of this run: another speaks in its place. */
  public Run withdrawn() {
    return without(Callback.ANSWER).without(Callback.SIGNAL);
  }

  private static @Nullable Requester withoutUrl(@Nullable Requester requester) {
    return requester == null ? null : new Requester(requester.identity(), null);
  }

  private Run telling(
      @Nullable Requester newRequester,
      @Nullable CompletionHandle newHandle,
      @Nullable Instant newAnsweredAt,
      boolean newUnannounced) {
    return new Run(
        id,
        resource,
        requestType,
        newRequester,
        newHandle,
        requestedAt,
        acceptedAt,
        deadlines,
        silence,
        load,
        outcome,
        answer,
        newAnsweredAt,
        firstItemAt,
        newUnannounced);
  }

  /** True while the answer is decided and not yet delivered. */
  public boolean owesAnswer() {
    return answer != null && hasResponseUrl();
  }

  /** True while the run has ended and its wait condition does not know. */
  public boolean owesSignal() {
    return outcome != null && completionHandle != null;
  }

  /** True while the run has ended and its end is not announced. */
  public boolean owesAnnouncement() {
    return outcome != null && unannounced;
  }

  /** True if nothing can happen to the run any more. */
  public boolean isClosed() {
    return outcome != null && !hasResponseUrl() && completionHandle == null && !unannounced;
  }

  private boolean hasResponseUrl() {
    return requester != null && requester.responseUrl() != null;
  }

  /** CloudFormation's identity of the request; null for a message by hand. */
  public @Nullable String requestId() {
    return requester == null ? null : requester.identity().requestId();
  }

  /** True once the run's time is up, whatever it still waits for. A Delete's never is. */
  boolean isOverdue(Instant now) {
    return load != null && !now.isBefore(answer == null ? deadlines.deadline() : deadlines.endBy());
  }

  @Override
  public String toString() {
    return "Run[%s of %s]".formatted(id, requestType);
  }
}
