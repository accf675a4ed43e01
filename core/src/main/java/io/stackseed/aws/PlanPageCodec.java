package io.stackseed.aws;

import io.stackseed.chunk.PlanPage;
import io.stackseed.source.ByteRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code RUN#<runId>} / {@code PLAN#<object>#<page>}, version 1. The ranges are one text, {@code
 * start-endExclusive} separated by spaces: a third of what a list of numbers takes.
 */
final class PlanPageCodec {
  private PlanPageCodec() {}

  static Map<String, AttributeValue> write(PlanPage page) {
    return new Attributes()
        .number("v", 1)
        .text("runId", page.runId())
        .number("object", page.object())
        .number("page", page.page())
        .text(
            "ranges",
            page.ranges().stream()
                .map(range -> range.start() + "-" + range.endExclusive())
                .collect(Collectors.joining(" ")))
        .toMap();
  }

  static PlanPage read(Map<String, AttributeValue> item) {
    Attributes attributes = Attributes.read(item);
    return new PlanPage(
        attributes.text("runId"),
        attributes.intNumber("object"),
        attributes.intNumber("page"),
        ranges(attributes.text("ranges")));
  }

  private static List<ByteRange> ranges(String text) {
    return Arrays.stream(text.split(" ", -1)).map(PlanPageCodec::range).toList();
  }

  private static ByteRange range(String text) {
    int dash = text.indexOf('-');
    return new ByteRange(
        Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
  }
}
