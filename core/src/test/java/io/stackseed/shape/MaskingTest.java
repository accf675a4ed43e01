package io.stackseed.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.Binary;
import io.stackseed.item.Value;
import io.stackseed.testing.Fakes;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden values, computed apart from this code: what was loaded once is still referred to. */
class MaskingTest {
  private static final String ANN =
      "b1acb76bb057fdffdcd3aafa7fefb3ad448cabd5851fad018cf3926fa95eed55";

  private final Masking masking = new Masking(Fakes.HASH_KEY);

  @ParameterizedTest
  @CsvSource({
    "ann@example.com, b1acb76bb057fdffdcd3aafa7fefb3ad448cabd5851fad018cf3926fa95eed55",
    "ä, 692b052e1edc2f8d10bc9bf31cfeaab90065c51ffbd07d979ab12db4a755b20b",
    "'', ff89950701d65ff262dd317da37088460d4a3e4ffd9f29c4c3342f9622dbe7d1"
  })
  void aTextBecomesItsMacInHexadecimalDigits(String text, String hash) {
    assertThat(new Value.S(text).accept(masking)).isEqualTo(new Value.S(hash));
  }

  @ParameterizedTest
  @CsvSource({"1, 715821704867486292", "-12.5, 501633696990785531", "0, 436210689540978485"})
  void aNumberBecomesAWholeOneOfUpTo18Digits(String digits, String hash) {
    assertThat(new Value.N(digits).accept(masking)).isEqualTo(new Value.N(hash));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1E0", "+01", "10E-1"})
  void numbersOfOneValueHaveOneHash(String digits) {
    assertThat(new Value.N(digits).accept(masking)).isEqualTo(new Value.N("715821704867486292"));
  }

  @Test
  void bytesBecomeTheirMac() {
    assertThat(new Value.B(Binary.of(new byte[] {1, 2})).accept(masking))
        .isEqualTo(new Value.B(twelve()));
  }

  @Test
  void trueFalseAndNullStay() {
    assertThat(new Value.Bool(true).accept(masking)).isEqualTo(new Value.Bool(true));
    assertThat(new Value.Null().accept(masking)).isEqualTo(new Value.Null());
  }

  @Test
  void setsAreHashedElementByElement() {
    assertThat(new Value.SS(List.of("", "ann@example.com")).accept(masking))
        .isEqualTo(
            new Value.SS(
                List.of("ff89950701d65ff262dd317da37088460d4a3e4ffd9f29c4c3342f9622dbe7d1", ANN)));
    assertThat(new Value.NS(List.of("0", "1")).accept(masking))
        .isEqualTo(new Value.NS(List.of("436210689540978485", "715821704867486292")));
    assertThat(new Value.BS(List.of(Binary.of(new byte[] {1, 2}))).accept(masking))
        .isEqualTo(new Value.BS(List.of(twelve())));
  }

  @Test
  void everyScalarInAListOrMapIsHashedAndNoName() {
    Value value =
        new Value.M(
            Map.of(
                "mail",
                new Value.S("ann@example.com"),
                "more",
                new Value.L(
                    List.of(new Value.N("1"), new Value.Bool(false), new Value.L(List.of())))));

    assertThat(value.accept(masking))
        .isEqualTo(
            new Value.M(
                Map.of(
                    "mail",
                    new Value.S(ANN),
                    "more",
                    new Value.L(
                        List.of(
                            new Value.N("715821704867486292"),
                            new Value.Bool(false),
                            new Value.L(List.of()))))));
  }

  @Test
  void anotherKeyGivesOtherHashes() {
    HashKey other = new HashKey(new byte[16]);

    assertThat(new Value.S("ann@example.com").accept(new Masking(other)))
        .isNotEqualTo(new Value.S(ANN));
    assertThat(other.fingerprint()).isNotEqualTo(Fakes.HASH_KEY.fingerprint());
  }

  // The key

  @Test
  void aKeyIsKnownByItsFingerprintAndSaysNothingElse() {
    assertThat(Fakes.HASH_KEY.fingerprint()).isEqualTo("403454626a3e7827");
    assertThat(Fakes.HASH_KEY).hasToString("HashKey");
  }

  @Test
  void aShortKeyIsNone() {
    assertThatThrownBy(() -> new HashKey(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key of 15 bytes");
  }

  private static Binary twelve() {
    return Binary.of(
        HexFormat.of()
            .parseHex("e906e13f2cd3a8580e463d4a80d726641f2e6de6a75e928e4997a39239f5249f"));
  }
}
