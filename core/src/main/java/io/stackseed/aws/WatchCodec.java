package io.stackseed.aws;

import io.stackseed.run.Watch;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code RUN#<runId>} / {@code WATCH}, version 1. */
final class WatchCodec {
  /** One look more; a look is remembered on condition that nobody else has looked since. */
  static final String REVISION = "revision";

  private WatchCodec() {}

  static Map<String, AttributeValue> write(Watch watch) {
    return new Attributes()
        .number("v", 1)
        .number(REVISION, watch.revision())
        .number("doneChunks", watch.doneChunks())
        .number("objectsSplit", watch.objectsSplit())
        .instant("since", watch.since())
        .instant("emptySince", watch.emptySince())
        .instant("requeuedAt", watch.requeuedAt())
        .toMap();
  }

  static Watch read(Map<String, AttributeValue> item) {
    Attributes attributes = Attributes.read(item);
    return new Watch(
        attributes.number(REVISION),
        attributes.number("doneChunks"),
        attributes.number("objectsSplit"),
        attributes.instant("since"),
        attributes.optionalInstant("emptySince"),
        attributes.optionalInstant("requeuedAt"));
  }
}
