package io.stackseed.aws;

import io.stackseed.request.ResourceKey;
import io.stackseed.response.Answer;
import io.stackseed.response.ResponseIdentity;
import io.stackseed.response.ResponseStatus;
import io.stackseed.run.Callback;
import io.stackseed.run.CompletionHandle;
import io.stackseed.run.Counts;
import io.stackseed.run.Deadlines;
import io.stackseed.run.Outcome;
import io.stackseed.run.Requester;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.Silence;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code RUN#<runId>} / {@code RUN}, version 1. */
final class RunCodec {
  /** Partition key of the sparse index over runs whose outcome or answer is missing. */
  static final String OPEN = "open";

  static final String OPEN_VALUE = "OPEN";
  static final String OPEN_RUNS = "OpenRuns";
  static final String FIRST_ITEM_AT = "firstItemAt";
  private static final String QUIET_AT = "quietAt";
  private static final String RESPONSE_URL = "responseUrl";
  private static final String COMPLETION_HANDLE = "completionHandle";
  private static final String UNANNOUNCED = "unannounced";

  private RunCodec() {}

  static Map<String, AttributeValue> write(Run run) {
    Requester requester = run.requester();
    CompletionHandle handle = run.completionHandle();
    Attributes attributes =
        new Attributes()
            .number("v", 1)
            .text("runId", run.id())
            .text("resource", run.resource().hash())
            .text("requestType", run.requestType())
            .instant("requestedAt", run.requestedAt())
            .instant("acceptedAt", run.acceptedAt())
            .instant("deadline", run.deadlines().deadline())
            .instant("answerBy", run.deadlines().answerBy())
            .instant("endBy", run.deadlines().endBy())
            .text("after", run.silence().after())
            .instant(QUIET_AT, run.silence().at())
            .map("load", run.load() == null ? null : LoadCodec.write(run.load()))
            .map("outcome", run.outcome() == null ? null : outcome(run.outcome()))
            .map("answer", run.answer() == null ? null : answer(run.answer()))
            .instant("answeredAt", run.answeredAt())
            .instant(FIRST_ITEM_AT, run.firstItemAt())
            .text(OPEN, run.isClosed() ? null : OPEN_VALUE);
    if (requester != null) {
      attributes
          .text("physicalResourceId", requester.identity().physicalResourceId())
          .text("stackId", requester.identity().stackId())
          .text("requestId", requester.identity().requestId())
          .text("logicalResourceId", requester.identity().logicalResourceId())
          .text(RESPONSE_URL, requester.responseUrl());
    }
    if (run.unannounced()) {
      attributes.truth(UNANNOUNCED, true);
    }
    if (handle != null) {
      attributes.map(
          COMPLETION_HANDLE,
          new Attributes()
              .text("url", handle.url())
              .text("stackId", handle.stackId())
              .instant("signalBy", handle.signalBy()));
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
        completionHandle(attributes.optionalMap(COMPLETION_HANDLE)),
        attributes.instant("requestedAt"),
        attributes.instant("acceptedAt"),
        new Deadlines(
            attributes.instant("deadline"),
            attributes.instant("answerBy"),
            attributes.instant("endBy")),
        new Silence(attributes.optionalText("after"), attributes.optionalInstant(QUIET_AT)),
        load == null ? null : LoadCodec.read(load),
        outcome == null ? null : outcome(outcome),
        answer == null ? null : answer(answer),
        attributes.optionalInstant("answeredAt"),
        attributes.optionalInstant(FIRST_ITEM_AT),
        item.containsKey(UNANNOUNCED));
  }

  /** The attribute that is there until a callback is delivered: its URL, where it has one. */
  static String owed(Callback callback) {
    return switch (callback) {
      case ANSWER -> RESPONSE_URL;
      case SIGNAL -> COMPLETION_HANDLE;
      case ANNOUNCEMENT -> UNANNOUNCED;
    };
  }

  /** The attribute that says until when somebody delivers it. */
  static String claim(Callback callback) {
    return switch (callback) {
      case ANSWER -> "answeringUntil";
      case SIGNAL -> "signallingUntil";
      case ANNOUNCEMENT -> "announcingUntil";
    };
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
            attributes.optionalText(RESPONSE_URL));
  }

  private static @Nullable CompletionHandle completionHandle(@Nullable Attributes attributes) {
    return attributes == null
        ? null
        : new CompletionHandle(
            attributes.text("url"), attributes.text("stackId"), attributes.instant("signalBy"));
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
