package io.stackseed.format;

import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Items of all ten types, with what a boundary could be mistaken for in their texts. */
public final class RandomItems {

  private static final List<String> PIECES =
      List.of(
          "a",
          "é",
          "日本",
          "😀",
          "\n",
          "\r",
          "\"",
          "\\",
          "/",
          "\u0000",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "'",
          "{{",
          "}}",
          "::",
          "Item",
          "S",
          "$ion_1_0",
          " ",
          "\t",
          "\u2028",
          "\u0085",
          ";");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-17",
          "1.0",
          "1E+2",
          "0.1",
          "1E-130",
          "-9.99E+125",
          "12345678901234567890123456789012345678",
          "9007199254740993",
          "1.10");

  private final Random random;

  public RandomItems(Random random) {
    this.random = random;
  }

  public Item item(int size) {
    return new Item(entries(size));
  }

  private Map<String, Value> entries(int size) {
    Map<String, Value> entries = new LinkedHashMap<>();
    int count = random.nextInt(size + 1);
    for (int i = 0; i < count; i++) {
      entries.put(i + text(2), value(size / 2));
    }
    return entries;
  }

  private Value value(int size) {
    return switch (random.nextInt(size < 1 ? 8 : 10)) {
      case 0 -> new Value.S(text(size));
      case 1 -> new Value.N(number());
      case 2 -> new Value.B(bytes(size));
      case 3 -> new Value.Bool(random.nextBoolean());
      case 4 -> new Value.Null();
      case 5 -> new Value.SS(list(size, () -> text(2)));
      case 6 -> new Value.NS(list(size, this::number));
      case 7 -> new Value.BS(list(size, () -> bytes(3)));
      case 8 -> new Value.L(list(size, () -> value(size / 2)));
      default -> new Value.M(entries(size / 2));
    };
  }

  private <T> List<T> list(int size, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    int count = random.nextInt(size + 1);
    for (int i = 0; i < count; i++) {
      list.add(element.get());
    }
    return list;
  }

  String text(int size) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(size + 1);
    for (int i = 0; i < count; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private String number() {
    return NUMBERS.get(random.nextInt(NUMBERS.size()));
  }

  private Binary bytes(int size) {
    byte[] bytes = new byte[random.nextInt(size + 1)];
    random.nextBytes(bytes);
    return Binary.of(bytes);
  }
}
