package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBytesTest {

  private static final int RAW = RawRecord.MAX_BYTES;

  @Test
  void aShortRecordIsGivenWhole() {
    assertThat(appended(100, 3, 10).raw()).isEqualTo(new RawRecord(prefix(10), false));
    assertThat(appended(2 * RAW, 1000, RAW).raw()).isEqualTo(new RawRecord(prefix(RAW), false));
  }

  @Test
  void aLongRecordIsCut() {
    assertThat(appended(2 * RAW, 1000, RAW + 1).raw()).isEqualTo(new RawRecord(prefix(RAW), true));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, RAW - 1, RAW, RAW + 1, 2 * RAW, 4 * RAW})
  void aRecordTooLongToBeKeptKeepsItsBeginning(int piece) {
    RecordBytes bytes = appended(2 * RAW, piece, 4 * RAW);

    assertThat(bytes.overflowed()).isTrue();
    assertThat(bytes.raw()).isEqualTo(new RawRecord(prefix(RAW), true));
  }

  @Test
  void nothingOfOneRecordIsLeftInTheNext() {
    RecordBytes bytes = appended(2 * RAW, RAW, 4 * RAW);

    bytes.clear();
    bytes.append("ab".getBytes(UTF_8), 0, 2);

    assertThat(bytes.overflowed()).isFalse();
    assertThat(bytes.raw()).isEqualTo(new RawRecord(Binary.of("ab".getBytes(UTF_8)), false));
  }

  @Test
  void aRawRecordIsNoLongerThanItMayBe() {
    assertThatThrownBy(() -> new RawRecord(prefix(RAW + 1), true))
        .hasMessage("16385 bytes of a record");
  }

  private static RecordBytes appended(int limit, int piece, int length) {
    RecordBytes bytes = new RecordBytes(limit);
    byte[] source = prefix(length).toArray();
    for (int from = 0; from < length; from += piece) {
      bytes.append(source, from, Math.min(length, from + piece));
    }
    return bytes;
  }

  private static Binary prefix(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i % 251);
    }
    return Binary.of(bytes);
  }
}
