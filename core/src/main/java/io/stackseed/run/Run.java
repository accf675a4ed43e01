package io.stackseed.run;

import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.response.ResponseStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ingest carried out for a request, or a request that needs none. Stored when it is accepted;
 * afterwards only outcome, answer and the ResponseURL change.
 *
 * @param requestType CloudFormation's spelling, for people
 * @param requester whom to answer; null for a message by hand
 * @param requestedAt the notification's timestamp
 * @param deadline past it nothing is begun any more
 * @param answerBy when CloudFormation stops listening, or the ResponseURL expires; nothing is sent
 *     from then on
 * @param load null if the request asks for no ingest, or cannot have one
 * @param outcome null while the run is live
 * @param answer what is told, once it is decided; null before, and always for a message by hand
 * @param answeredAt when the answer was taken, or could not be delivered for good; null before
 */
public record Run(
    String id,
    ResourceKey resource,
    String requestType,
    @Nullable Requester requester,
    Instant requestedAt,
    Instant acceptedAt,
    Instant deadline,
    Instant answerBy,
    @Nullable Load load,
    @Nullable Outcome outcome,
    @Nullable Answer answer,
    @Nullable Instant answeredAt) {

  /** The same run, over as soon as it is accepted, and answered with what it comes to. */
  public Run ended(Outcome outcome) {
    return ended(outcome, Answers.of(this, outcome));
  }

  /** The same run, over as soon as it is accepted: a success that answers with this data. */
  public Run unchanged(Outcome outcome, Map<String, String> data) {
    return ended(outcome, new Answer(ResponseStatus.SUCCESS, null, data));
  }

  private Run ended(Outcome outcome, Answer answer) {
    return new Run(
        id,
        resource,
        requestType,
        requester,
        requestedAt,
        acceptedAt,
        deadline,
        answerBy,
        load,
        outcome,
        requester == null ? null : answer,
        null);
  }

  /** True while the answer is decided and not yet delivered. */
  public boolean owesAnswer() {
    return requester != null && answer != null && answeredAt == null;
  }

  @Override
  public String toString() {
    return "Run[%s of %s]".formatted(id, requestType);
  }
}
