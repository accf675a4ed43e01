package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ValidationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "é", "߿", "ࠀ", "\ud7ff", "\ue000", "\uffff", "😀", "\udbff\udfff", "a日b"})
  void takesEveryCodePoint(String text) {
    byte[] bytes = text.getBytes(UTF_8);

    assertThat(Utf8Validation.firstInvalid(bytes, bytes.length)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0af",
        "c1bf",
        "c3",
        "c328",
        "e0809f",
        "e09f80",
        "e2",
        "e282",
        "e28228",
        "eda080",
        "edbfbf",
        "f0",
        "f08080af",
        "f08fbfbf",
        "f09f98",
        "f09f9828",
        "f4908080",
        "f5808080",
        "ff"
      })
  void refusesIllFormedSequences(String hex) {
    byte[] bytes = HexFormat.of().parseHex("61" + hex);

    assertThat(Utf8Validation.firstInvalid(bytes, bytes.length)).isEqualTo(1);
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void agreesWithTheStrictDecoder(long seed, int size) {
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = "aé日😀".repeat(1 + random.nextInt(size)).getBytes(UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);

      assertThat(Utf8Validation.firstInvalid(bytes, bytes.length) < 0)
          .as("seed %s: %s", seed, HexFormat.of().formatHex(bytes))
          .isEqualTo(decodes(bytes));
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
