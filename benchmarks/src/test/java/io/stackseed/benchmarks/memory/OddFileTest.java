package io.stackseed.benchmarks.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.benchmarks.memory.OddFile.Stretch;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OddFileTest {

  @Test
  void everyRangeIsThatOfTheWhole() throws IOException {
    OddFile file =
        OddFile.of(Stretch.of("["), Stretch.of("é,", 5), Stretch.of("\n"), Stretch.of("xyz", 2));
    byte[] whole = "[é,é,é,é,é,\nxyzxyz".getBytes(UTF_8);
    assertThat(file.sizeBytes()).isEqualTo(whole.length);

    for (int start = 0; start <= whole.length; start++) {
      for (int end = start; end <= whole.length; end++) {
        try (InputStream in = file.open(new ByteRange(start, end))) {
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(whole, start, end));
        }
      }
    }
  }

  @Test
  void aLongStretchIsWhole() throws IOException {
    OddFile file = OddFile.of(Stretch.of("abc", 100_000));

    try (InputStream in = file.open(new ByteRange(0, file.sizeBytes()))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("abc".repeat(100_000));
    }
  }
}
