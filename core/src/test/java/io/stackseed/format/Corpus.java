package io.stackseed.format;

import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The items of the golden corpus, the same every time: three tables of what people keep in them.
 * Each is made of the types that all of its files can tell apart, so that every file of a table
 * fills it with the same items.
 */
enum Corpus {
  /** Orders of an invented shop: what plain JSON and CSV have in common. */
  ORDERS(20260101, 500) {
    @Override
    Item item(CorpusParts make, int index) {
      Map<String, Value> order = new LinkedHashMap<>();
      order.put("customerId", string("C-%04d".formatted(index * 7 % 211)));
      // Beyond 2^53, where a double would make one key of two.
      order.put("orderId", number("90071992547409%05d".formatted(index)));
      order.put("placedAt", string(make.moment()));
      order.put("status", string(make.pick("open", "paid", "sent", "returned")));
      order.put("contact", make.contact());
      order.put("lines", new Value.L(make.some(1, 4, make::line)));
      order.put("total", number(make.digits()));
      make.maybe(() -> order.put("weightKg", number(make.measure())));
      make.maybe(() -> order.put("gift", new Value.Bool(make.coin())));
      make.maybe(() -> order.put("tags", new Value.L(make.some(0, 3, make::word))));
      order.put("note", string(make.note()));
      return new Item(order);
    }
  },
  /** A catalogue: what CSV can say with its types, and plain JSON cannot. */
  PRODUCTS(20260202, 80) {
    @Override
    Item item(CorpusParts make, int index) {
      Map<String, Value> product = new LinkedHashMap<>();
      product.put("sku", string("SKU-%s-%d".formatted(make.pick("é", "日本", "😀", "plain"), index)));
      product.put("name", make.word());
      product.put("price", number(make.digits()));
      product.put("available", new Value.Bool(make.coin()));
      product.put("thumbnail", new Value.B(make.bytes(1, 24)));
      product.put("sizes", new Value.NS(List.copyOf(make.numbers())));
      product.put("labels", new Value.SS(List.copyOf(make.words())));
      product.put("details", make.details(3));
      product.put("history", new Value.L(make.some(0, 3, () -> make.details(1))));
      product.put("replacedBy", make.coin() ? string("SKU-" + index) : new Value.Null());
      return new Item(product);
    }
  },
  /** Readings of machines: all ten types, keys of bytes and numbers, as only exports have them. */
  READINGS(20260303, 60) {
    @Override
    Item item(CorpusParts make, int index) {
      Map<String, Value> reading = new LinkedHashMap<>();
      reading.put("device", new Value.B(Binary.of(new byte[] {(byte) (index / 4), -1, 0})));
      reading.put("at", number("-%d.%d".formatted(index % 4, 1 + index)));
      reading.put("Item", string(make.note()));
      reading.put("value", number(make.measure()));
      reading.put("raw", new Value.B(make.bytes(0, 40)));
      reading.put("alarm", new Value.Bool(make.coin()));
      make.maybe(() -> reading.put("error", new Value.Null()));
      reading.put("meta", make.details(4));
      reading.put("trace", new Value.L(make.some(0, 4, make::anything)));
      reading.put("units", new Value.SS(List.copyOf(make.words())));
      reading.put("channels", new Value.NS(List.copyOf(make.numbers())));
      reading.put("frames", new Value.BS(make.distinctBytes()));
      return new Item(reading);
    }
  };

  private final long seed;
  private final int count;

  Corpus(long seed, int count) {
    this.seed = seed;
    this.count = count;
  }

  abstract Item item(CorpusParts make, int index);

  List<Item> items() {
    CorpusParts make = new CorpusParts(new Random(seed));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item(make, i));
    }
    return items;
  }

  private static Value.S string(String text) {
    return new Value.S(text);
  }

  private static Value.N number(String digits) {
    return new Value.N(digits);
  }
}
