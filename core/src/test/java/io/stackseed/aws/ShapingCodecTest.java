package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.Binary;
import io.stackseed.item.Value;
import io.stackseed.run.Load;
import io.stackseed.run.SampleRuns;
import io.stackseed.shape.AttributePath;
import io.stackseed.shape.Sampling;
import io.stackseed.shape.Shaping;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * To the letter, as in {@link CodecsTest}: runs are gone on with that an earlier version stored.
 */
class ShapingCodecTest {
  private static final Shaping SHAPING =
      new Shaping(
          new Sampling("customer.id", new BigDecimal("0.5")),
          List.of(path("a"), path("b.c\\.d")),
          List.of(path("mail")),
          "403454626a3e7827",
          set());

  @Test
  void whatBecomesOfItemsIsStoredWithTheLoad() {
    Map<String, AttributeValue> item =
        Map.of(
            "sampleBy",
            s("customer.id"),
            "samplePercent",
            s("0.5"),
            "remove",
            l(s("a"), s("b.c\\.d")),
            "hash",
            l(s("mail")),
            "hashKey",
            s("403454626a3e7827"),
            "set",
            l(
                m(Map.of("path", s("z.ttl"), "value", AttributeValue.fromN("1795348800"))),
                m(Map.of("path", s("a"), "value", s("")))));

    assertThat(ShapingCodec.write(SHAPING).toMap()).isEqualTo(item);
    assertThat(ShapingCodec.read(Attributes.read(item))).isEqualTo(SHAPING);
    assertThat(ShapingCodec.read(Attributes.read(item)).set().keySet())
        .containsExactly(path("z.ttl"), path("a"));
  }

  @Test
  void aLoadIsWhatItWasWithIt() {
    Load load = load(SHAPING, true);

    assertThat(LoadCodec.write(load).toMap())
        .containsEntry("shaping", m(ShapingCodec.write(SHAPING).toMap()))
        .containsEntry("dryRun", AttributeValue.fromBool(true));
    assertThat(LoadCodec.read(LoadCodec.write(load))).isEqualTo(load);
  }

  @Test
  void nothingIsStoredOfNothingToDoAsBeforeThereWasAny() {
    Load load = SampleRuns.load(true);

    assertThat(LoadCodec.write(load).toMap()).doesNotContainKeys("shaping", "dryRun");
    assertThat(LoadCodec.read(LoadCodec.write(load))).isEqualTo(load);
    assertThat(load.shaping()).isEqualTo(Shaping.NONE);
  }

  @Test
  void eachPartIsStoredByItself() {
    for (Shaping shaping :
        List.of(
            new Shaping(SHAPING.sampling(), List.of(), List.of(), null, Map.of()),
            new Shaping(null, SHAPING.remove(), List.of(), null, Map.of()),
            new Shaping(null, List.of(), SHAPING.hash(), SHAPING.hashKey(), Map.of()),
            new Shaping(null, List.of(), List.of(), null, SHAPING.set()))) {
      assertThat(ShapingCodec.read(ShapingCodec.write(shaping))).isEqualTo(shaping);
    }
  }

  @Test
  void aResumedRunHasTheSame() {
    Load resumed = load(SHAPING, true).resuming("run-0");

    assertThat(resumed.shaping()).isEqualTo(SHAPING);
    assertThat(resumed.dryRun()).isTrue();
  }

  @Test
  void aValueOfEveryTypeComesBackAsItWasStored() {
    Binary bytes = Binary.of(new byte[] {0, -1});
    Value value =
        new Value.M(
            Map.of(
                "S", new Value.S("é"),
                "N", new Value.N("1.50"),
                "B", new Value.B(bytes),
                "BOOL", new Value.Bool(false),
                "NULL", new Value.Null(),
                "L", new Value.L(List.of(new Value.L(List.of()), new Value.M(Map.of()))),
                "SS", new Value.SS(List.of("b", "a")),
                "NS", new Value.NS(List.of("2", "1")),
                "BS", new Value.BS(List.of(bytes))));

    assertThat(AttributeValues.value(AttributeValues.of(value))).isEqualTo(value);
    assertThat(AttributeValues.of(new Value.B(bytes)))
        .isEqualTo(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})));
  }

  private static Map<AttributePath, Value> set() {
    Map<AttributePath, Value> set = new LinkedHashMap<>();
    set.put(path("z.ttl"), new Value.N("1795348800"));
    set.put(path("a"), new Value.S(""));
    return set;
  }

  private static Load load(Shaping shaping, boolean dryRun) {
    Load load = SampleRuns.load(true);
    return new Load(
        load.source(),
        load.table(),
        shaping,
        dryRun,
        load.chunkBytes(),
        load.waitForCompletion(),
        load.maxRejected(),
        load.writing(),
        load.ingestBucket(),
        load.reingestHash(),
        load.resumes());
  }

  private static AttributePath path(String text) {
    return AttributePath.parse(text);
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue l(AttributeValue... elements) {
    return AttributeValue.fromL(List.of(elements));
  }

  private static AttributeValue m(Map<String, AttributeValue> map) {
    return AttributeValue.fromM(map);
  }
}
