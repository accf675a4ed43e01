package io.stackseed.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemTest {

  @Test
  void scalarsHaveTheSizesOfTheGuide() {
    assertThat(new Value.S("").sizeBytes()).isZero();
    assertThat(new Value.S("abc").sizeBytes()).isEqualTo(3);
    assertThat(new Value.S("aé日😀").sizeBytes()).isEqualTo(1 + 2 + 3 + 4);
    assertThat(new Value.N("123").sizeBytes()).isEqualTo(3);
    assertThat(new Value.Bool(true).sizeBytes()).isEqualTo(1);
    assertThat(new Value.Null().sizeBytes()).isEqualTo(1);
    assertThat(new Value.B(binary(0, 255)).sizeBytes()).isEqualTo(2);
  }

  @Test
  void setsAreAsLargeAsTheirElements() {
    assertThat(new Value.SS(List.of("a", "é")).sizeBytes()).isEqualTo(3);
    assertThat(new Value.NS(List.of("1", "1234")).sizeBytes()).isEqualTo(2 + 3);
    assertThat(new Value.BS(List.of(binary(1), binary(2, 3))).sizeBytes()).isEqualTo(3);
    assertThat(new Value.SS(List.of("a")).depth()).isZero();
    assertThat(new Value.NS(List.of("1")).depth()).isZero();
    assertThat(new Value.BS(List.of(binary(1))).depth()).isZero();
  }

  @Test
  void aSetOfNumbersTakesNumbersAlone() {
    assertThatThrownBy(() -> new Value.NS(List.of("1", "one")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number is not a decimal number");
  }

  @Test
  void binaryIsEqualByItsBytesAndNeverChanges() {
    byte[] bytes = {1, 2};
    Binary binary = Binary.of(bytes);
    bytes[0] = 9;
    binary.toArray()[1] = 9;

    assertThat(binary).isEqualTo(binary(1, 2)).hasSameHashCodeAs(binary(1, 2));
    assertThat(binary).isNotEqualTo(binary(1, 3)).hasToString("2 bytes");
    assertThat(binary.toArray()).containsExactly(1, 2);
  }

  @Test
  void listsAndMapsTakeThreeBytesAndOneForEachElement() {
    assertThat(new Value.L(List.of()).sizeBytes()).isEqualTo(3);
    assertThat(new Value.M(Map.of()).sizeBytes()).isEqualTo(3);
    assertThat(list(new Value.S("a")).sizeBytes()).isEqualTo(5);
    assertThat(new Value.M(Map.of("k", new Value.S("a"))).sizeBytes()).isEqualTo(6);
    assertThat(list(new Value.L(List.of())).sizeBytes()).isEqualTo(7);
  }

  @Test
  void anItemIsAsLargeAsItsNamesAndValues() {
    Item item = new Item(Map.of("größe", new Value.N("12"), "id", new Value.S("abc")));

    assertThat(item.sizeBytes()).isEqualTo(7 + 2 + 2 + 3);
    assertThat(new Item(Map.of()).sizeBytes()).isZero();
  }

  @Test
  void depthCountsTheItemAndWhatIsWithinOneAnother() {
    assertThat(new Item(Map.of()).depth()).isEqualTo(1);
    assertThat(new Item(Map.of("a", new Value.S("x"))).depth()).isEqualTo(1);
    assertThat(new Item(Map.of("a", new Value.L(List.of()))).depth()).isEqualTo(2);
    assertThat(new Item(Map.of("a", list(new Value.M(Map.of())))).depth()).isEqualTo(3);
    assertThat(new Item(Map.of("a", new Value.M(Map.of("b", list())))).depth()).isEqualTo(3);
  }

  @Test
  void attributesKeepTheirOrderAndNeverChange() {
    Map<String, Value> attributes = new LinkedHashMap<>();
    for (String name : List.of("z", "a", "m", "b")) {
      attributes.put(name, new Value.Bool(true));
    }
    Item item = new Item(attributes);
    attributes.clear();

    assertThat(item.attributes().keySet()).containsExactly("z", "a", "m", "b");
    assertThatThrownBy(() -> item.attributes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void listsAndMapsNeverChange() {
    List<Value> elements = new ArrayList<>(List.of(new Value.S("a")));
    Map<String, Value> entries = new LinkedHashMap<>(Map.of("k", new Value.S("a")));
    Value.L list = new Value.L(elements);
    Value.M map = new Value.M(entries);
    elements.clear();
    entries.clear();

    assertThat(list.elements()).containsExactly(new Value.S("a"));
    assertThat(map.entries()).containsOnlyKeys("k");
  }

  @Test
  void aVisitorSeesEachType() {
    Value.Visitor<String> visitor = new NamingVisitor();

    assertThat(
            List.of(
                new Value.S("x").accept(visitor),
                new Value.N("7").accept(visitor),
                new Value.Bool(true).accept(visitor),
                new Value.Null().accept(visitor),
                list(new Value.S("x")).accept(visitor),
                new Value.M(Map.of()).accept(visitor),
                new Value.B(binary(1)).accept(visitor),
                new Value.SS(List.of("x")).accept(visitor),
                new Value.NS(List.of("7")).accept(visitor),
                new Value.BS(List.of()).accept(visitor)))
        .containsExactly(
            "S x",
            "N 7",
            "BOOL true",
            "NULL",
            "L of 1",
            "M of 0",
            "B 1 bytes",
            "SS [x]",
            "NS [7]",
            "BS []");
  }

  private static Binary binary(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Binary.of(bytes);
  }

  private static Value.L list(Value... elements) {
    return new Value.L(List.of(elements));
  }

  private static final class NamingVisitor implements Value.Visitor<String> {
    @Override
    public String visit(Value.S value) {
      return value.descriptor() + " " + value.text();
    }

    @Override
    public String visit(Value.N value) {
      return value.descriptor() + " " + value.digits();
    }

    @Override
    public String visit(Value.B value) {
      return value.descriptor() + " " + value.bytes();
    }

    @Override
    public String visit(Value.SS value) {
      return value.descriptor() + " " + value.elements();
    }

    @Override
    public String visit(Value.NS value) {
      return value.descriptor() + " " + value.elements();
    }

    @Override
    public String visit(Value.BS value) {
      return value.descriptor() + " " + value.elements();
    }

    @Override
    public String visit(Value.Bool value) {
      return value.descriptor() + " " + value.value();
    }

    @Override
    public String visit(Value.Null value) {
      return value.descriptor();
    }

    @Override
    public String visit(Value.L value) {
      return value.descriptor() + " of " + value.elements().size();
    }

    @Override
    public String visit(Value.M value) {
      return value.descriptor() + " of " + value.entries().size();
    }
  }
}
