package io.stackseed.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.Binary;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RawRecordTest {

  @Test
  void isTextIfItIsUtf8() {
    assertThat(record("größe".getBytes(UTF_8), 7, false).text()).isEqualTo("größe");
    assertThat(record("größe".getBytes(ISO_8859_1), 5, false).text()).isNull();
    assertThat(record(new byte[0], 0, false).text()).isEmpty();
  }

  @Test
  void aCharacterThatTheCutHalvesIsLeftOutOfTheText() {
    byte[] smiles = "xx😀".getBytes(UTF_8);
    for (int length = 2; length < smiles.length; length++) {
      assertThat(record(smiles, length, true).text()).isEqualTo("xx");
    }
    assertThat(record(smiles, smiles.length, true).text()).isEqualTo("xx😀");
    assertThat(record(smiles, smiles.length - 1, false).text()).isNull();
    assertThat(record(new byte[] {'x', (byte) 0xFF}, 2, true).text()).isNull();
    assertThat(record(new byte[] {(byte) 0xE2, 'x'}, 2, true).text()).isNull();
  }

  private static RawRecord record(byte[] bytes, int length, boolean isTruncated) {
    return new RawRecord(Binary.of(Arrays.copyOf(bytes, length)), isTruncated);
  }
}
