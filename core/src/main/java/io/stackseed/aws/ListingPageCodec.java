package io.stackseed.aws;

import io.stackseed.run.ListingPage;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code RUN#<runId>} / {@code SOURCE#<listing>#<page>}, version 1. */
final class ListingPageCodec {
  private ListingPageCodec() {}

  static Map<String, AttributeValue> write(ListingPage page) {
    return new Attributes()
        .number("v", 1)
        .text("runId", page.runId())
        .text("listing", page.listing())
        .number("page", page.page())
        .put(
            "objects",
            AttributeValue.fromL(
                page.objects().stream()
                    .map(object -> AttributeValue.fromM(SourceCodec.write(object).toMap()))
                    .toList()))
        .toMap();
  }

  static ListingPage read(Map<String, AttributeValue> item) {
    Attributes attributes = Attributes.read(item);
    return new ListingPage(
        attributes.text("runId"),
        attributes.text("listing"),
        attributes.intNumber("page"),
        attributes.required("objects").l().stream()
            .map(object -> SourceCodec.object(Attributes.read(object.m())))
            .toList());
  }
}
