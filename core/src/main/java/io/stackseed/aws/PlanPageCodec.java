package io.stackseed.aws;

import io.stackseed.chunk.PlanPage;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code RUN#<runId>} / {@code PLAN#<object>#<page>}, version 1. */
final class PlanPageCodec {
  private PlanPageCodec() {}

  static Map<String, AttributeValue> write(PlanPage page) {
    return new Attributes()
        .number("v", 1)
        .text("runId", page.runId())
        .number("object", page.object())
        .number("page", page.page())
        .text("ranges", ByteRanges.write(page.ranges()))
        .toMap();
  }

  static PlanPage read(Map<String, AttributeValue> item) {
    Attributes attributes = Attributes.read(item);
    return new PlanPage(
        attributes.text("runId"),
        attributes.intNumber("object"),
        attributes.intNumber("page"),
        ByteRanges.read(attributes.text("ranges")));
  }
}
