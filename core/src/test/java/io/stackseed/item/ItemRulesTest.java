package io.stackseed.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemRulesTest {

  private static final KeyAttribute ID = new KeyAttribute("id", KeyType.S);
  private static final KeyAttribute DATE = new KeyAttribute("Date", KeyType.N);

  private final ItemRules rules =
      new ItemRules(
          table(
              new KeySchema(ID, DATE),
              new IndexSchema(
                  "GSI1",
                  new KeySchema(
                      new KeyAttribute("Data", KeyType.S), new KeyAttribute("Rank", KeyType.S))),
              new IndexSchema("Photos", new KeySchema(new KeyAttribute("Hash", KeyType.B), null))));

  @Test
  void takesAnItemThatFits() {
    assertThat(reason(item())).isEmpty();
    assertThat(reason(item("Data", text("x"), "Rank", text("1")))).isEmpty();
  }

  @Test
  void takesAnItemThatAnIndexLeavesOut() {
    assertThat(reason(item("Data", text("x")))).isEmpty();
  }

  @Test
  void wantsASetToHaveElementsThatDiffer() {
    assertThat(reason(item("x", new Value.SS(List.of("a", ""))))).isEmpty();
    assertThat(reason(item("x", new Value.SS(List.of())))).hasValue("a set (SS) is empty");
    assertThat(reason(item("x", new Value.NS(List.of())))).hasValue("a set (NS) is empty");
    assertThat(reason(item("x", new Value.BS(List.of())))).hasValue("a set (BS) is empty");
    assertThat(reason(item("x", new Value.SS(List.of("a", "b", "a")))))
        .hasValue("a set (SS) has an element twice");
    assertThat(reason(item("x", new Value.NS(List.of("1", "1.0")))))
        .hasValue("a set (NS) has an element twice");
    Binary bytes = Binary.of(new byte[] {1});
    assertThat(reason(item("x", new Value.L(List.of(new Value.BS(List.of(bytes, bytes)))))))
        .hasValue("a set (BS) has an element twice");
    assertThat(reason(item("x", new Value.M(Map.of("y", new Value.SS(List.of()))))))
        .hasValue("a set (SS) is empty");
  }

  @Test
  void takesABinaryKeyWithinItsLimits() {
    assertThat(reason(item("Hash", new Value.B(Binary.of(new byte[2048]))))).isEmpty();
    assertThat(reason(item("Hash", new Value.B(Binary.of(new byte[2049])))))
        .hasValue("index 'Photos' key 'Hash' is 2,049 bytes, 2,048 allowed");
    assertThat(reason(item("Hash", new Value.B(Binary.of(new byte[0])))))
        .hasValue("index 'Photos' key 'Hash' is empty");
  }

  @Test
  void wantsEachKeyAttribute() {
    assertThat(reason(new Item(Map.of("Date", new Value.N("1"))))).hasValue("key 'id' is missing");
    assertThat(reason(new Item(Map.of("id", text("a"))))).hasValue("key 'Date' is missing");
  }

  @Test
  void wantsTheKeyTypesOfTheTable() {
    assertThat(reason(item("id", new Value.N("1")))).hasValue("key 'id' is N, the table wants S");
    assertThat(reason(item("Date", text("1")))).hasValue("key 'Date' is S, the table wants N");
    assertThat(reason(item("id", new Value.Null())))
        .hasValue("key 'id' is NULL, the table wants S");
    assertThat(reason(item("id", new Value.Bool(true))))
        .hasValue("key 'id' is BOOL, the table wants S");
    assertThat(reason(item("id", new Value.L(List.of()))))
        .hasValue("key 'id' is L, the table wants S");
    assertThat(reason(item("id", new Value.M(Map.of()))))
        .hasValue("key 'id' is M, the table wants S");
  }

  @Test
  void wantsKeysThatAreNotEmpty() {
    assertThat(reason(item("id", text("")))).hasValue("key 'id' is empty");
    assertThat(reason(item("Date", new Value.N("0")))).isEmpty();
  }

  @Test
  void boundsThePartitionKey() {
    assertThat(reason(item("id", text("é".repeat(1024))))).isEmpty();
    assertThat(reason(item("id", text("é".repeat(1024) + "x"))))
        .hasValue("key 'id' is 2,049 bytes, 2,048 allowed");
  }

  @Test
  void boundsTheSortKey() {
    ItemRules textual = new ItemRules(table(new KeySchema(ID, new KeyAttribute("at", KeyType.S))));

    assertThat(reason(textual, item("at", text("x".repeat(1024))))).isEmpty();
    assertThat(reason(textual, item("at", text("x".repeat(1025)))))
        .hasValue("key 'at' is 1,025 bytes, 1,024 allowed");
  }

  @Test
  void wantsTheKeyTypesOfEachIndex() {
    assertThat(reason(item("Data", new Value.N("1"))))
        .hasValue("index 'GSI1' key 'Data' is N, the index wants S");
    assertThat(reason(item("Rank", new Value.Null())))
        .hasValue("index 'GSI1' key 'Rank' is NULL, the index wants S");
    assertThat(reason(item("Hash", text("AAAA"))))
        .hasValue("index 'Photos' key 'Hash' is S, the index wants B");
  }

  @Test
  void wantsIndexKeysThatAreNotEmptyNorTooLong() {
    assertThat(reason(item("Data", text("")))).hasValue("index 'GSI1' key 'Data' is empty");
    assertThat(reason(item("Data", text("x".repeat(2049)))))
        .hasValue("index 'GSI1' key 'Data' is 2,049 bytes, 2,048 allowed");
    assertThat(reason(item("Rank", text("x".repeat(1025)))))
        .hasValue("index 'GSI1' key 'Rank' is 1,025 bytes, 1,024 allowed");
  }

  @Test
  void boundsTheItem() {
    // id + a, Date + two bytes, text
    int others = 2 + 1 + 4 + 2 + 4;

    assertThat(reason(item("text", text("x".repeat(409_600 - others))))).isEmpty();
    assertThat(reason(item("text", text("x".repeat(409_601 - others)))))
        .hasValue("item is 409,601 bytes, 409,600 allowed");
  }

  @Test
  void boundsTheNesting() {
    assertThat(reason(item("deep", nested(31)))).isEmpty();
    assertThat(reason(item("deep", nested(32))))
        .hasValue("item is nested 33 levels deep, 32 allowed");
  }

  @Test
  void boundsTheNames() {
    String longest = "é".repeat(32_767) + "x";

    assertThat(reason(item(longest, text("v")))).isEmpty();
    assertThat(reason(item(longest + "y", text("v"))))
        .hasValue("an attribute's name is 65,536 bytes, 65,535 allowed");
    assertThat(reason(item("", text("v")))).hasValue("an attribute's name is empty");
  }

  @Test
  void boundsTheNamesOfNestedMaps() {
    Value.M empty = new Value.M(Map.of("", text("v")));

    assertThat(reason(item("map", empty))).hasValue("an attribute's name is empty");
    assertThat(reason(item("list", new Value.L(List.of(text("v"), empty)))))
        .hasValue("an attribute's name is empty");
    assertThat(reason(item("map", new Value.M(Map.of("n".repeat(65_536), text("v"))))))
        .hasValue("an attribute's name is 65,536 bytes, 65,535 allowed");
  }

  @Test
  void schemasRefuseWhatNoTableHas() {
    assertThatThrownBy(() -> new KeySchema(ID, new KeyAttribute("id", KeyType.N)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("partition key and sort key are both 'id'");
    assertThatThrownBy(() -> new KeyAttribute("", KeyType.S))
        .hasMessage("a key attribute's name is empty");
    assertThatThrownBy(() -> new IndexSchema("", new KeySchema(ID, null)))
        .hasMessage("an index's name is empty");
    assertThatThrownBy(() -> new TableSchema("", "arn", new KeySchema(ID, null), List.of()))
        .hasMessage("the table's name or ARN is empty");
  }

  @Test
  void eachRuleHasACodeThatProgramsCanRelyOn() {
    assertThat(code(new Item(Map.of()))).isEqualTo(RejectCode.KEY_MISSING);
    assertThat(code(item("id", new Value.N("1")))).isEqualTo(RejectCode.KEY_TYPE);
    assertThat(code(item("id", text("")))).isEqualTo(RejectCode.KEY_EMPTY);
    assertThat(code(item("id", text("x".repeat(2049))))).isEqualTo(RejectCode.KEY_TOO_LONG);
    assertThat(code(item("Data", new Value.N("1")))).isEqualTo(RejectCode.KEY_TYPE);
    assertThat(code(item("Data", text("")))).isEqualTo(RejectCode.KEY_EMPTY);
    assertThat(code(item("Rank", text("x".repeat(1025))))).isEqualTo(RejectCode.KEY_TOO_LONG);
    assertThat(code(item("deep", nested(32)))).isEqualTo(RejectCode.TOO_DEEP);
    assertThat(code(item("", text("x")))).isEqualTo(RejectCode.ATTRIBUTE_NAME);
    assertThat(code(item("n".repeat(65_536), text("x")))).isEqualTo(RejectCode.ATTRIBUTE_NAME);
    assertThat(code(item("x", new Value.SS(List.of())))).isEqualTo(RejectCode.SET);
    assertThat(code(item("x", text("x".repeat(409_601))))).isEqualTo(RejectCode.ITEM_TOO_LARGE);
  }

  private Optional<String> reason(Item item) {
    return reason(rules, item);
  }

  private static Optional<String> reason(ItemRules rules, Item item) {
    return rules.problem(item).map(ItemProblem::reason);
  }

  private RejectCode code(Item item) {
    return rules.problem(item).orElseThrow().code();
  }

  private static TableSchema table(KeySchema key, IndexSchema... indexes) {
    return new TableSchema("orders", "arn:table/orders", key, List.of(indexes));
  }

  private static Value text(String text) {
    return new Value.S(text);
  }

  private static Value nested(int levels) {
    Value value = text("x");
    for (int i = 0; i < levels; i++) {
      value = i % 2 == 0 ? new Value.L(List.of(value)) : new Value.M(Map.of("k", value));
    }
    return value;
  }

  /** A fitting item with the attributes, by turns name and value, added or replaced. */
  private static Item item(Object... attributes) {
    Map<String, Value> all = new LinkedHashMap<>();
    all.put("id", text("a"));
    all.put("Date", new Value.N("1"));
    for (int i = 0; i < attributes.length; i += 2) {
      all.put((String) attributes[i], (Value) attributes[i + 1]);
    }
    return new Item(all);
  }
}
