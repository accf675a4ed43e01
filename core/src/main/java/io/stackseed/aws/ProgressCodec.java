package io.stackseed.aws;

import io.stackseed.run.FirstReject;
import io.stackseed.run.Progress;
import io.stackseed.run.RunState;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code RUN#<runId>} / {@code PROGRESS}, version 1. */
final class ProgressCodec {
  private ProgressCodec() {}

  static Map<String, AttributeValue> write(Progress progress) {
    FirstReject first = progress.firstReject();
    return CountsCodec.write(
            new Attributes()
                .number("v", 1)
                .text("state", progress.state().name())
                .number("objects", progress.objects())
                .number("objectsSplit", progress.objectsSplit())
                .number("totalChunks", progress.totalChunks())
                .number("doneChunks", progress.doneChunks())
                .map("firstReject", first == null ? null : firstReject(first)),
            progress.counts())
        .toMap();
  }

  static Progress read(Map<String, AttributeValue> item) {
    Attributes attributes = Attributes.read(item);
    return new Progress(
        RunState.valueOf(attributes.text("state")),
        attributes.number("objects"),
        attributes.number("objectsSplit"),
        attributes.number("totalChunks"),
        attributes.number("doneChunks"),
        CountsCodec.read(attributes),
        firstReject(attributes.optionalMap("firstReject")));
  }

  static Attributes firstReject(FirstReject first) {
    return new Attributes()
        .number("object", first.object())
        .number("offset", first.offset())
        .text("reason", first.reason());
  }

  static @Nullable FirstReject firstReject(@Nullable Attributes attributes) {
    return attributes == null
        ? null
        : new FirstReject(
            attributes.intNumber("object"), attributes.number("offset"), attributes.text("reason"));
  }
}
