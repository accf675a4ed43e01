package io.stackseed.item;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Items that a table with keys and indexes takes, but for one or two things beside its limits. */
public final class BorderlineItems {

  /** Of the table; the sort key's type is the one with the shorter limit. */
  public static final KeySchema KEY =
      new KeySchema(new KeyAttribute("id", KeyType.S), new KeyAttribute("at", KeyType.S));

  public static final List<IndexSchema> INDEXES =
      List.of(
          new IndexSchema(
              "by-rank",
              new KeySchema(
                  new KeyAttribute("rank", KeyType.N), new KeyAttribute("hash", KeyType.B))),
          new IndexSchema("by-hash", new KeySchema(new KeyAttribute("hash", KeyType.B), null)));

  private static final long MAX_ITEM_BYTES = 400 * 1024;

  private final Random random;

  public BorderlineItems(Random random) {
    this.random = random;
  }

  /** The next one. */
  public Item item() {
    Map<String, Value> item = new LinkedHashMap<>();
    item.put("id", new Value.S("a" + random.nextInt(1000)));
    item.put("at", new Value.S("b"));
    if (random.nextBoolean()) {
      item.put("rank", new Value.N("1"));
    }
    if (random.nextBoolean()) {
      item.put("hash", new Value.B(bytes(3)));
    }
    int oddities = 1 + random.nextInt(2);
    for (int i = 0; i < oddities; i++) {
      add(item, "x" + i);
    }
    return new Item(item);
  }

  private void add(Map<String, Value> item, String name) {
    switch (random.nextInt(12)) {
      case 0 -> item.remove(pick("id", "at", "rank", "hash"));
      case 1 -> item.put(pick("id", "at", "rank", "hash"), scalar());
      case 2 -> item.put("id", text(2047 + random.nextInt(3)));
      case 3 -> item.put("at", text(1023 + random.nextInt(3)));
      case 4 -> item.put("hash", new Value.B(bytes(pick(0, 1023, 1024, 1025, 2047, 2048, 2049))));
      case 5 -> item.put(name, nested(29 + random.nextInt(5)));
      case 6, 7 -> item.put(name, random.nextBoolean() ? set() : within(set()));
      case 8 -> item.put(pick("", "n".repeat(255), "n".repeat(256)), scalar());
      case 9 -> item.put(name, within(new Value.M(Map.of(pick("", "n"), scalar()))));
      case 10 -> item.put("n".repeat(pick(1000, 40_000)), scalar());
      default -> fill(item, name);
    }
  }

  private Value scalar() {
    return pick(
        new Value.S(""),
        new Value.S("s"),
        new Value.N("1.5"),
        new Value.B(bytes(0)),
        new Value.B(bytes(2)),
        new Value.Bool(true),
        new Value.Null(),
        new Value.L(List.of()),
        new Value.M(Map.of()),
        new Value.SS(List.of("s")));
  }

  /** So many bytes in UTF-8, in fewer characters. */
  private static Value.S text(int bytes) {
    return new Value.S("é".repeat(10) + "a".repeat(bytes - 20));
  }

  private Value set() {
    return switch (random.nextInt(3)) {
      case 0 -> new Value.SS(some("", "a", "A", "é", "e\u0301"));
      case 1 -> new Value.NS(some("1", "1.0", "1E0", "0", "-0", "0.00", "100", "1E2"));
      default ->
          new Value.BS(
              some("", "a", "b").stream().map(text -> Binary.of(text.getBytes(UTF_8))).toList());
    };
  }

  private List<String> some(String... from) {
    return Stream.generate(() -> pick(from)).limit(random.nextInt(4)).toList();
  }

  private Value within(Value value) {
    return random.nextBoolean()
        ? new Value.L(List.of(new Value.S("first"), value))
        : new Value.M(Map.of("m", value));
  }

  private Value nested(int levels) {
    Value value = scalar();
    for (int i = 0; i < levels; i++) {
      value = random.nextBoolean() ? new Value.L(List.of(value)) : new Value.M(Map.of("m", value));
    }
    return value;
  }

  /** Many values of all sizes, and then a text up to the limit, or a byte beside it. */
  private void fill(Map<String, Value> item, String name) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      values.add(random.nextBoolean() ? scalar() : number());
    }
    item.put(name, new Value.L(values));
    item.put("fill", new Value.S(""));
    long left = MAX_ITEM_BYTES - new Item(item).sizeBytes();
    item.put("fill", new Value.S("f".repeat((int) Math.max(0, left + random.nextInt(5) - 2))));
  }

  private Value number() {
    StringBuilder digits = new StringBuilder(random.nextBoolean() ? "-" : "");
    int count = 1 + random.nextInt(38);
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return new Value.N(digits.append('E').append(random.nextInt(160) - 80).toString());
  }

  private Binary bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Binary.of(bytes);
  }

  @SafeVarargs
  private <T> T pick(T... from) {
    return from[random.nextInt(from.length)];
  }
}
