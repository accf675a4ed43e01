package io.stackseed.benchmarks.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.item.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParsedOrdersTest {
  @ParameterizedTest
  @EnumSource
  void bothWaysMakeTheSameItems(OrderFormat format) throws IOException {
    ParsedOrders.of(format, Size.SMOKE).verify();
  }

  @Test
  void theFormatsOfTreesHoldTheSame() throws IOException {
    List<Item> lines = items(OrderFormat.JSON_LINES);

    assertThat(items(OrderFormat.JSON_ARRAY)).isEqualTo(lines);
    assertThat(items(OrderFormat.DYNAMODB_JSON)).isEqualTo(lines);
    assertThat(items(OrderFormat.ION)).isEqualTo(lines);
  }

  private static List<Item> items(OrderFormat format) throws IOException {
    List<Item> items = new ArrayList<>();
    ParsedOrders.of(format, Size.SMOKE).read(items::add);
    return items;
  }
}
