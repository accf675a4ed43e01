package io.stackseed.benchmarks.parse;

import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.benchmarks.BytesContent;
import io.stackseed.benchmarks.Checksum;
import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.format.Layout;
import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Orders in a format, in memory, and both ways to make items of them. */
final class ParsedOrders {
  private final OrderFormat format;
  private final Layout layout;
  private final OrderFile orders;
  private final byte[] bytes;
  private final Contents objects = new Contents();
  private final SourceObject object;

  private ParsedOrders(OrderFormat format, OrderFile orders, byte[] bytes) {
    this.format = format;
    this.layout = format.layout();
    this.orders = orders;
    this.bytes = bytes;
    objects.put("orders", new BytesContent(bytes));
    this.object = objects.describe(new SourceLocation(Contents.BUCKET, "orders"), null);
  }

  /** Some 14,000 orders, as in a chunk of JSON Lines. */
  static ParsedOrders of(OrderFormat format, Size size) {
    OrderFile orders =
        size == Size.FULL ? OrderFile.lines(1_000, 4 << 20) : OrderFile.lines(100, 50_000);
    return new ParsedOrders(format, orders, format.of(orders));
  }

  long sizeBytes() {
    return bytes.length;
  }

  /** How many there are. */
  long orders() {
    return orders.orders();
  }

  /** By the readers that the worker reads with. */
  void read(Consumer<Item> items) throws IOException {
    try (RecordReader reader =
        RecordReaders.open(layout, objects, object, layout.wholeRange(bytes.length))) {
      for (ParsedRecord next = reader.next(); next != null; next = reader.next()) {
        if (!(next instanceof ParsedItem parsed)) {
          throw new IllegalStateException(format.label() + ": " + next);
        }
        items.accept(parsed.item());
      }
    }
  }

  void readPlainly(Consumer<Item> items) throws IOException {
    format.readPlainly(bytes, items);
  }

  /**
   * Reads all, both ways.
   *
   * @throws IllegalStateException if they do not make the same of it, or it is not the orders
   */
  void verify() throws IOException {
    List<Item> items = new ArrayList<>();
    List<Item> plainItems = new ArrayList<>();
    read(items::add);
    readPlainly(plainItems::add);
    if (!items.equals(plainItems)) {
      throw new IllegalStateException(format.label() + ": the sides do not make the same items");
    }
    long checksum = items.stream().mapToLong(this::checksum).sum();
    if (items.size() != orders.orders() || checksum != orders.checksum()) {
      throw new IllegalStateException(
          "%s: of %,d orders there are %,d items; checksum %x, and not %x"
              .formatted(
                  format.label(), orders.orders(), items.size(), checksum, orders.checksum()));
    }
  }

  private long checksum(Item item) {
    return format == OrderFormat.CSV
        ? Checksum.of(
            ((Value.S) attribute(item, "customerId")).text(),
            ((Value.S) attribute(item, "orderId")).text(),
            ((Value.N) attribute(item, "amount")).digits())
        : Checksum.of(item);
  }

  private static Value attribute(Item item, String name) {
    Value value = item.attributes().get(name);
    if (value == null) {
      throw new IllegalStateException("an order has no " + name);
    }
    return value;
  }
}
