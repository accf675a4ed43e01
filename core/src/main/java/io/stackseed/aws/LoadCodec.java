package io.stackseed.aws;

import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.WriteMode;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.run.Load;
import io.stackseed.shape.Shaping;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a run loads: a part of {@link RunCodec}'s version 1. */
final class LoadCodec {
  private LoadCodec() {}

  static Attributes write(Load load) {
    return SourceCodec.write(load.source())
        .map("table", table(load.table()))
        .map(
            "shaping",
            load.shaping().equals(Shaping.NONE) ? null : ShapingCodec.write(load.shaping()))
        .put("dryRun", load.dryRun() ? AttributeValue.fromBool(true) : null)
        .number("chunkBytes", load.chunkBytes())
        .truth("waitForCompletion", load.waitForCompletion())
        .text("maxRejected", load.maxRejected().text())
        .text("writeMode", writeMode(load.writing()))
        .optionalNumber("maxWriteUnitsPerSecond", load.writing().maxUnitsPerSecond())
        .text("ingestBucket", load.ingestBucket())
        .text("reingestHash", load.reingestHash())
        .text("resumes", load.resumes());
  }

  static Load read(Attributes attributes) {
    Attributes shaping = attributes.optionalMap("shaping");
    return new Load(
        SourceCodec.read(attributes),
        table(attributes.map("table")),
        shaping == null ? Shaping.NONE : ShapingCodec.read(shaping),
        attributes.optional("dryRun").isPresent(),
        attributes.number("chunkBytes"),
        attributes.truth("waitForCompletion"),
        MaxRejected.parse(attributes.text("maxRejected")),
        writing(attributes),
        attributes.text("ingestBucket"),
        attributes.text("reingestHash"),
        attributes.optionalText("resumes"));
  }

  private static @Nullable String writeMode(WriteOptions writing) {
    return writing.mode() == WriteMode.OVERWRITE ? null : writing.mode().name();
  }

  /** Without a mode it is {@link WriteMode#OVERWRITE}: once there was no other. */
  private static WriteOptions writing(Attributes attributes) {
    String mode = attributes.optionalText("writeMode");
    return new WriteOptions(
        mode == null ? WriteMode.OVERWRITE : WriteMode.valueOf(mode),
        attributes.optionalNumber("maxWriteUnitsPerSecond"));
  }

  private static Attributes table(TableSchema table) {
    return new Attributes()
        .text("name", table.tableName())
        .text("arn", table.tableArn())
        .map("key", key(table.key()))
        .put(
            "indexes",
            AttributeValue.fromL(
                table.indexes().stream()
                    .map(index -> key(index.key()).text("index", index.name()))
                    .map(index -> AttributeValue.fromM(index.toMap()))
                    .toList()));
  }

  private static TableSchema table(Attributes attributes) {
    return new TableSchema(
        attributes.text("name"),
        attributes.text("arn"),
        key(attributes.map("key")),
        attributes.required("indexes").l().stream()
            .map(index -> Attributes.read(index.m()))
            .map(index -> new IndexSchema(index.text("index"), key(index)))
            .toList());
  }

  private static Attributes key(KeySchema key) {
    Attributes attributes =
        new Attributes()
            .text("partition", key.partition().name())
            .text("partitionType", key.partition().type().name());
    KeyAttribute sort = key.sort();
    return sort == null
        ? attributes
        : attributes.text("sort", sort.name()).text("sortType", sort.type().name());
  }

  private static KeySchema key(Attributes attributes) {
    return new KeySchema(
        new KeyAttribute(
            attributes.text("partition"), KeyType.valueOf(attributes.text("partitionType"))),
        sort(attributes));
  }

  private static @Nullable KeyAttribute sort(Attributes attributes) {
    String name = attributes.optionalText("sort");
    return name == null
        ? null
        : new KeyAttribute(name, KeyType.valueOf(attributes.text("sortType")));
  }
}
