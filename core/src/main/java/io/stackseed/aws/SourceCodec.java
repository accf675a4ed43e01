package io.stackseed.aws;

import io.stackseed.run.Source;
import io.stackseed.run.SourceFile;
import io.stackseed.run.SourceListing;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.StagedContent;

/** What a run reads: attributes of {@link LoadCodec}'s, of listings and of objects' markers. */
final class SourceCodec {
  private static final String LISTING = "listing";

  private SourceCodec() {}

  static Attributes write(Source source) {
    return source instanceof SourceFile file
        ? write(file)
        : new Attributes().map(LISTING, listing((SourceListing) source));
  }

  static Source read(Attributes attributes) {
    Attributes listing = attributes.optionalMap(LISTING);
    return listing == null ? file(attributes) : listing(listing);
  }

  static Attributes write(SourceFile file) {
    return write(file.object())
        .putAll(LayoutCodec.write(file.layout()))
        .map("stagedContent", file.staged() == null ? null : staged(file.staged()));
  }

  static SourceFile file(Attributes attributes) {
    Attributes staged = attributes.optionalMap("stagedContent");
    return new SourceFile(
        object(attributes), LayoutCodec.read(attributes), staged == null ? null : staged(staged));
  }

  private static Attributes staged(StagedContent content) {
    return new Attributes()
        .text("bucket", content.bucket())
        .text("prefix", content.prefix())
        .number("partBytes", content.partBytes())
        .number("sizeBytes", content.sizeBytes());
  }

  private static StagedContent staged(Attributes attributes) {
    return new StagedContent(
        attributes.text("bucket"),
        attributes.text("prefix"),
        attributes.number("partBytes"),
        attributes.number("sizeBytes"));
  }

  static Attributes write(SourceObject object) {
    return new Attributes()
        .text("bucket", object.location().bucket())
        .text("key", object.location().key())
        .text("versionId", object.versionId())
        .text("eTag", object.eTag())
        .number("sizeBytes", object.sizeBytes());
  }

  static SourceObject object(Attributes attributes) {
    return new SourceObject(
        new SourceLocation(attributes.text("bucket"), attributes.text("key")),
        attributes.optionalText("versionId"),
        attributes.text("eTag"),
        attributes.number("sizeBytes"));
  }

  private static Attributes listing(SourceListing listing) {
    return new Attributes()
        .text("runId", listing.runId())
        .text("id", listing.id())
        .text("name", listing.name())
        .number("objects", listing.objects())
        .map("layout", LayoutRequestCodec.write(listing.request()));
  }

  private static SourceListing listing(Attributes attributes) {
    return new SourceListing(
        attributes.text("runId"),
        attributes.text("id"),
        attributes.text("name"),
        attributes.intNumber("objects"),
        LayoutRequestCodec.read(attributes.map("layout")));
  }
}
