package io.stackseed.benchmarks.splitarray;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrayWalkTest {

  @ParameterizedTest
  @EnumSource
  void findsEachObject(ArrayWalk walk) throws IOException {
    byte[] array = "[{\"a\":\"]}\\\"\"},\n{\"b\":[{}]}]".getBytes(UTF_8);

    assertThat(walk.objects(array)).containsExactly(new ByteRange(1, 13), new ByteRange(15, 25));
    assertThat(walk.walk(array)).isEqualTo(walk.expected(walk.objects(array)));
  }

  @Test
  void theOrdersAreWalkedAlikeByAll() throws IOException {
    OrderFile file = OrderFile.array(100, 3 * ArrayWalk.CHUNK_BYTES);

    assertThat(ArrayWalk.verify(file.toByteArray())).isEqualTo(file.orders());
  }

  /** Jackson takes it; a byte of which the model knows nothing is between the objects. */
  @Test
  void oneThatFindsOtherObjectsIsNamed() {
    byte[] array = "[{}, 1, {}]".getBytes(UTF_8);

    assertThatThrownBy(() -> ArrayWalk.verify(array))
        .hasMessage("Stackseed's pass does not find what Jackson finds");
  }

  @Test
  void wcCountsALineForEachObject() throws IOException, InterruptedException {
    OrderFile file = OrderFile.array(10, 10_000);
    byte[] array = file.toByteArray();
    Path onDisk = LineCount.write(array, 3);
    try {
      assertThat(SplitArray.verify(array, 3, onDisk)).isEqualTo(file.orders());

      Files.write(onDisk, List.of("other", "lines"));
      assertThatThrownBy(() -> SplitArray.verify(array, 3, onDisk))
          .hasMessage("wc -l does not count a line for each object");
    } finally {
      Files.delete(onDisk);
    }
  }

  @Test
  void theFileThatWcCountsIsLarge() {
    long bytes = 68_430_826;

    assertThat(LineCount.times(Size.FULL, bytes)).isEqualTo(8);
    assertThat(LineCount.times(Size.FULL, 512 << 20)).isEqualTo(1);
    assertThat(LineCount.times(Size.FULL, (512 << 20) - 1)).isEqualTo(2);
  }
}
