package io.stackseed.aws;

import io.stackseed.run.Resource;
import io.stackseed.run.Resource.LastGood;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code RESOURCE#<hash>} / {@code RESOURCE}, version 1. */
final class ResourceCodec {
  private ResourceCodec() {}

  static Map<String, AttributeValue> write(Resource resource) {
    LastGood lastGood = resource.lastGood();
    return new Attributes()
        .number("v", 1)
        .number("revision", resource.revision())
        .instant("latestTimestamp", resource.latestTimestamp())
        .text("latestRun", resource.latestRun())
        .text("latestRequestId", resource.latestRequestId())
        .text("currentRun", resource.currentRun())
        .text("physicalResourceId", resource.physicalResourceId())
        .map("lastGood", lastGood == null ? null : lastGood(lastGood))
        .toMap();
  }

  static Resource read(Map<String, AttributeValue> item) {
    Attributes attributes = Attributes.read(item);
    return new Resource(
        attributes.number("revision"),
        attributes.instant("latestTimestamp"),
        attributes.optionalText("latestRun"),
        attributes.optionalText("latestRequestId"),
        attributes.optionalText("currentRun"),
        attributes.optionalText("physicalResourceId"),
        lastGood(attributes.optionalMap("lastGood")));
  }

  static Attributes lastGood(LastGood lastGood) {
    return new Attributes()
        .text("runId", lastGood.runId())
        .text("reingestHash", lastGood.reingestHash())
        .text("sourceVersion", lastGood.sourceVersion())
        .map("data", RunCodec.texts(lastGood.data()));
  }

  private static @Nullable LastGood lastGood(@Nullable Attributes attributes) {
    return attributes == null
        ? null
        : new LastGood(
            attributes.text("runId"),
            attributes.text("reingestHash"),
            attributes.optionalText("sourceVersion"),
            RunCodec.texts(attributes.map("data")));
  }
}
