package io.stackseed.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.failure.FailureException;
import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.format.Reject;
import io.stackseed.item.Item;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import io.stackseed.testing.Fakes;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShaperTest {
  private static final String ANN =
      "b1acb76bb057fdffdcd3aafa7fefb3ad448cabd5851fad018cf3926fa95eed55";

  private static final ParsedItem RECORD =
      record(
          Map.of(
              "id",
              s("c4"),
              "mail",
              s("ann@example.com"),
              "address",
              new Value.M(Map.of("city", s("Bern"), "mail", s("ann@example.com"))),
              "tags",
              new Value.L(List.of(s("a"))),
              "none",
              new Value.Null()));

  private int keysRead;

  @Test
  void aRecordToWhichNothingHappensIsTheSameOne() {
    assertThat(shaper(Shaping.NONE).shaped(RECORD)).isSameAs(RECORD);
  }

  @Test
  void aRejectStaysWhatItIsWhateverTheSample() {
    Reject reject = new Reject(7, RejectCode.NOT_JSON, "not valid JSON");

    assertThat(sampled("mail", "0.000001", reject)).isSameAs(reject);
  }

  // Sampling

  @Test
  void aRecordIsInTheSampleOrNot() {
    assertThat(sampled("id", "1", RECORD)).isSameAs(RECORD);
    assertThat(sampled("id", "0.000001", RECORD)).isNull();
  }

  @Test
  void aRecordThatCannotBeSampledIsRejected() {
    assertThat(sampled("customer", "1", RECORD))
        .isEqualTo(
            new Reject(42, RejectCode.SAMPLE_BY, "'customer', by which is sampled, is missing"));
    assertThat(sampled("tags", "1", RECORD))
        .isEqualTo(
            new Reject(
                42, RejectCode.SAMPLE_BY, "'tags', by which is sampled, is L, not S, N or B"));
    assertThat(sampled("none", "1", RECORD))
        .isEqualTo(
            new Reject(
                42, RejectCode.SAMPLE_BY, "'none', by which is sampled, is NULL, not S, N or B"));
  }

  @Test
  void theSourcesValueDecidesNotWhatBecomesOfIt() {
    Shaping shaping =
        new Shaping(
            new Sampling("id", BigDecimal.ONE),
            List.of(),
            List.of(),
            null,
            Map.of(path("id"), s("c5")));

    assertThat(attributes(shaper(shaping).shaped(RECORD))).containsEntry("id", s("c5"));
  }

  // Remove

  @Test
  void attributesAreRemovedWhereverTheyAreAndNowhereElse() {
    assertThat(removed("mail")).doesNotContainKey("mail").hasSize(4);
    assertThat(removed("address.mail"))
        .containsEntry("mail", s("ann@example.com"))
        .containsEntry("address", new Value.M(Map.of("city", s("Bern"))));
    assertThat(removed("tags")).doesNotContainKey("tags");
  }

  @Test
  void whatIsNotThereNeedNotBeRemoved() {
    assertThat(removed("phone")).isEqualTo(RECORD.item().attributes());
    assertThat(removed("address.phone")).isEqualTo(RECORD.item().attributes());
    assertThat(removed("phone.home")).isEqualTo(RECORD.item().attributes());
    assertThat(removed("none.home")).isEqualTo(RECORD.item().attributes());
  }

  private Map<String, Value> removed(String path) {
    return attributes(
        shaper(new Shaping(null, List.of(path(path)), List.of(), null, Map.of())).shaped(RECORD));
  }

  // Hash

  @Test
  void oneValueHasOneHashWhereverItIs() {
    assertThat(hashed("mail")).containsEntry("mail", s(ANN)).hasSize(5);
    assertThat(hashed("address.mail"))
        .containsEntry("address", new Value.M(Map.of("city", s("Bern"), "mail", s(ANN))));
  }

  @Test
  void whatIsNotThereIsNotHashed() {
    assertThat(hashed("phone")).isEqualTo(RECORD.item().attributes());
    assertThat(hashed("none.home")).isEqualTo(RECORD.item().attributes());
  }

  /** It would be written unmasked. */
  @Test
  void aPathThatGoesIntoNoMapIsARejectAndNotOverlooked() {
    assertThat(shaper(hashing("tags.name")).shaped(RECORD))
        .isEqualTo(
            new Reject(42, RejectCode.NOT_A_MAP, "Hash 'tags.name': 'tags' is L, not a map"));
    assertThat(shaper(hashing("address.city.name")).shaped(RECORD))
        .isEqualTo(
            new Reject(
                42,
                RejectCode.NOT_A_MAP,
                "Hash 'address.city.name': 'address.city' is S, not a map"));
    assertThat(
            shaper(new Shaping(null, List.of(path("mail.x")), List.of(), null, Map.of()))
                .shaped(RECORD))
        .isEqualTo(new Reject(42, RejectCode.NOT_A_MAP, "Remove 'mail.x': 'mail' is S, not a map"));
  }

  private Map<String, Value> hashed(String path) {
    return attributes(shaper(hashing(path)).shaped(RECORD));
  }

  private static Shaping hashing(String path) {
    return new Shaping(
        null, List.of(), List.of(path(path)), Fakes.HASH_KEY.fingerprint(), Map.of());
  }

  // Set

  @Test
  void attributesAreSetAndTheMapsAroundThemMade() {
    assertThat(set("mail", s("x"))).containsEntry("mail", s("x")).hasSize(5);
    assertThat(set("phone", s("x"))).containsEntry("phone", s("x")).hasSize(6);
    assertThat(set("address.city", s("x")))
        .containsEntry(
            "address", new Value.M(Map.of("city", s("x"), "mail", s("ann@example.com"))));
    assertThat(set("a.b.c", s("x")))
        .containsEntry("a", new Value.M(Map.of("b", new Value.M(Map.of("c", s("x"))))));
  }

  @Test
  void whatIsSetInNoMapIsAReject() {
    assertThat(shaper(setting(Map.of(path("mail.x"), s("x")))).shaped(RECORD))
        .isEqualTo(new Reject(42, RejectCode.NOT_A_MAP, "Set 'mail.x': 'mail' is S, not a map"));
    assertThat(shaper(setting(Map.of(path("none.x"), s("x")))).shaped(RECORD))
        .isEqualTo(new Reject(42, RejectCode.NOT_A_MAP, "Set 'none.x': 'none' is NULL, not a map"));
  }

  private Map<String, Value> set(String path, Value value) {
    return attributes(shaper(setting(Map.of(path(path), value))).shaped(RECORD));
  }

  private static Shaping setting(Map<AttributePath, Value> set) {
    return new Shaping(null, List.of(), List.of(), null, set);
  }

  // All of them

  @Test
  void isRemovedThenHashedThenSet() {
    Map<AttributePath, Value> set = new LinkedHashMap<>();
    set.put(path("address.street"), s("Test Street 1"));
    set.put(path("tags.kind"), s("seed"));
    Shaping shaping =
        new Shaping(
            null,
            List.of(path("tags"), path("address.city")),
            List.of(path("mail"), path("address")),
            Fakes.HASH_KEY.fingerprint(),
            set);

    assertThat(attributes(shaper(shaping).shaped(RECORD)))
        .isEqualTo(
            Map.of(
                "id",
                s("c4"),
                "mail",
                s(ANN),
                "address",
                new Value.M(Map.of("mail", s(ANN), "street", s("Test Street 1"))),
                "tags",
                new Value.M(Map.of("kind", s("seed"))),
                "none",
                new Value.Null()));
  }

  // The key

  @Test
  void theKeyIsReadOnceAndOnlyIfSomethingIsHashed() {
    Shapers shapers = new Shapers(this::key);

    Shaper unused = shapers.of(setting(Map.of(path("x"), s("x"))));
    assertThat(keysRead).isZero();
    unused = shapers.of(hashing("mail"));
    unused = shapers.of(hashing("id"));
    assertThat(unused).isNotNull();
    assertThat(keysRead).isEqualTo(1);
  }

  @Test
  void aRunThatBeganWithAnotherKeyFailsByName() {
    Shaping shaping =
        new Shaping(null, List.of(), List.of(path("mail")), "00000000deadbeef", Map.of());

    assertThatThrownBy(() -> shaper(shaping))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "Hash: the key is not the one that this run began with. Send the request again, so"
                + " that one key hashes all items.");
  }

  @Test
  void aKeyThatWasChangedSinceItWasReadIsReadOnceMore() {
    HashKey[] current = {new HashKey(new byte[16])};
    Shapers shapers = new Shapers(() -> current[0]);
    Shaper unused =
        shapers.of(
            new Shaping(null, List.of(), List.of(path("a")), current[0].fingerprint(), Map.of()));
    current[0] = Fakes.HASH_KEY;

    assertThat(attributes(shapers.of(hashing("mail")).shaped(RECORD)))
        .containsEntry("mail", s(ANN));
  }

  private HashKey key() {
    keysRead++;
    return Fakes.HASH_KEY;
  }

  private Shaper shaper(Shaping shaping) {
    return new Shapers(this::key).of(shaping);
  }

  private @Nullable ParsedRecord sampled(String by, String percent, ParsedRecord record) {
    Sampling sampling = new Sampling(by, new BigDecimal(percent));
    return shaper(new Shaping(sampling, List.of(), List.of(), null, Map.of())).shaped(record);
  }

  private static ParsedItem record(Map<String, Value> attributes) {
    return new ParsedItem(42, new Item(attributes));
  }

  private static Map<String, Value> attributes(@Nullable ParsedRecord record) {
    if (record instanceof ParsedItem item) {
      return item.item().attributes();
    }
    throw new AssertionError("no item but " + record);
  }

  private static AttributePath path(String text) {
    return AttributePath.parse(text);
  }

  private static Value s(String text) {
    return new Value.S(text);
  }
}
