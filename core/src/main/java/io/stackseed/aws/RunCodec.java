package io.stackseed.aws;

import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseStatus;
import io.stackseed.run.Counts;
import io.stackseed.run.Outcome;
import io.stackseed.run.Requester;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code RUN#<runId>} / {@code RUN}, version 1. */
final class RunCodec {
  /** Partition key of the sparse index over runs whose outcome or answer is missing. */
  static final String OPEN = "open";

  static final String OPEN_VALUE = "OPEN";

  private RunCodec() {}

  static Map<String, AttributeValue> write(Run run) {
    Requester requester = run.requester();
    boolean open = run.outcome() == null || run.owesAnswer();
    Attributes attributes =
        new Attributes()
            .number("v", 1)
            .text("runId", run.id())
            .text("resource", run.resource().hash())
            .text("requestType", run.requestType())
            .instant("requestedAt", run.requestedAt())
            .instant("acceptedAt", run.acceptedAt())
            .instant("deadline", run.deadline())
            .instant("answerBy", run.answerBy())
            .map("load", run.load() == null ? null : LoadCodec.write(run.load()))
            .map("outcome", run.outcome() == null ? null : outcome(run.outcome()))
            .map("answer", run.answer() == null ? null : answer(run.answer()))
            .instant("answeredAt", run.answeredAt())
            .text(OPEN, open ? OPEN_VALUE : null);
    if (requester != null) {
      attributes
          .text("physicalResourceId", requester.identity().physicalResourceId())
          .text("stackId", requester.identity().stackId())
          .text("requestId", requester.identity().requestId())
          .text("logicalResourceId", requester.identity().logicalResourceId())
          .text("responseUrl", requester.responseUrl());
    }
    return attributes.toMap();
  }

  static Run read(Map<String, AttributeValue> item) {
    Attributes attributes = Attributes.read(item);
    Attributes load = attributes.optionalMap("load");
    Attributes outcome = attributes.optionalMap("outcome");
    Attributes answer = attributes.optionalMap("answer");
    return new Run(
        attributes.text("runId"),
        new ResourceKey(attributes.text("resource")),
        attributes.text("requestType"),
        requester(attributes),
        attributes.instant("requestedAt"),
        attributes.instant("acceptedAt"),
        attributes.instant("deadline"),
        attributes.instant("answerBy"),
        load == null ? null : LoadCodec.read(load),
        outcome == null ? null : outcome(outcome),
        answer == null ? null : answer(answer),
        attributes.optionalInstant("answeredAt"));
  }

  private static @Nullable Requester requester(Attributes attributes) {
    return attributes.optionalText("requestId") == null
        ? null
        : new Requester(
            new ResponseIdentity(
                attributes.text("physicalResourceId"),
                attributes.text("stackId"),
                attributes.text("requestId"),
                attributes.text("logicalResourceId")),
            attributes.optionalText("responseUrl"));
  }

  static Attributes outcome(Outcome outcome) {
    return CountsCodec.write(
        new Attributes()
            .text("state", outcome.state().name())
            .text("reason", outcome.reason())
            .instant("at", outcome.at())
            .number("chunks", outcome.chunks()),
        outcome.counts());
  }

  private static Outcome outcome(Attributes attributes) {
    Counts counts = CountsCodec.read(attributes);
    return new Outcome(
        RunState.valueOf(attributes.text("state")),
        attributes.optionalText("reason"),
        attributes.instant("at"),
        counts,
        attributes.number("chunks"));
  }

  static Attributes answer(Answer answer) {
    return new Attributes()
        .text("status", answer.status().name())
        .text("reason", answer.reason())
        .map("data", texts(answer.data()));
  }

  private static Answer answer(Attributes attributes) {
    return new Answer(
        ResponseStatus.valueOf(attributes.text("status")),
        attributes.optionalText("reason"),
        texts(attributes.map("data")));
  }

  static Attributes texts(Map<String, String> texts) {
    Attributes attributes = new Attributes();
    texts.forEach(attributes::text);
    return attributes;
  }

  static Map<String, String> texts(Attributes attributes) {
    Map<String, String> texts = new LinkedHashMap<>();
    attributes.toMap().forEach((name, value) -> texts.put(name, value.s()));
    return texts;
  }
}
