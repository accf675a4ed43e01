package io.stackseed.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemKeyTest {

  private static final TableSchema TABLE =
      new TableSchema(
          "orders",
          "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
          new KeySchema(new KeyAttribute("id", KeyType.S), new KeyAttribute("n", KeyType.N)),
          List.of());

  @Test
  void numbersAreEqualByValue() {
    assertThat(key("a", "1")).isEqualTo(key("a", "1.0")).isEqualTo(key("a", "1E0"));
    assertThat(key("a", "1")).hasSameHashCodeAs(key("a", "1.00"));
    assertThat(key("a", "0")).isEqualTo(key("a", "-0.0"));
    assertThat(key("a", "1")).isNotEqualTo(key("a", "-1")).isNotEqualTo(key("a", "10"));
  }

  @Test
  void stringsAreEqualExactly() {
    assertThat(key("a", "1")).isNotEqualTo(key("A", "1")).isNotEqualTo(key("a ", "1"));
    // One letter é, composed and decomposed.
    assertThat(key("\u00e9", "1")).isNotEqualTo(key("e\u0301", "1"));
  }

  @Test
  void bytesAreEqualExactly() {
    Value one = new Value.B(Binary.of(new byte[] {1, 2}));
    Value other = new Value.B(Binary.of(new byte[] {1, 2}));

    assertThat(new ItemKey(one, null)).isEqualTo(new ItemKey(other, null));
    assertThat(new ItemKey(one, null))
        .isNotEqualTo(new ItemKey(new Value.B(Binary.of(new byte[] {1})), null));
  }

  @Test
  void otherAttributesDoNotMatter() {
    Item plain = new Item(Map.of("id", new Value.S("a"), "n", new Value.N("1")));
    Item more =
        new Item(Map.of("id", new Value.S("a"), "n", new Value.N("1"), "x", new Value.S("y")));

    assertThat(ItemKey.of(plain, TABLE)).isEqualTo(ItemKey.of(more, TABLE));
  }

  @Test
  void aTableWithoutASortKeyComparesThePartitionKeyAlone() {
    TableSchema table =
        new TableSchema(
            "t", "arn", new KeySchema(new KeyAttribute("id", KeyType.N), null), List.of());
    Item item = new Item(Map.of("id", new Value.N("2.50"), "n", new Value.N("1")));

    assertThat(ItemKey.of(item, table)).isEqualTo(new ItemKey(new Value.N("25E-1"), null));
  }

  @Test
  void aStringIsNeverANumber() {
    assertThat(new ItemKey(new Value.S("1"), null))
        .isNotEqualTo(new ItemKey(new Value.N("1"), null));
  }

  @Test
  void refusesAnItemWithoutItsKey() {
    assertThatThrownBy(() -> ItemKey.of(new Item(Map.of("id", new Value.S("a"))), TABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key 'n' is missing");
  }

  private static ItemKey key(String id, String number) {
    return ItemKey.of(new Item(Map.of("id", new Value.S(id), "n", new Value.N(number))), TABLE);
  }
}
