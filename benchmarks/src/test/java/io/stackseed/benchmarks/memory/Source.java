package io.stackseed.benchmarks.memory;

import io.stackseed.benchmarks.Content;
import io.stackseed.benchmarks.FileContent;
import io.stackseed.benchmarks.Order;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.memory.OddFile.Stretch;
import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Files that are made as they are read: of orders, and of one order and something odd. */
enum Source {
  ARRAY("orders.json") {
    @Override
    Proof proof(long bytes) {
      OrderFile orders = OrderFile.array(ORDERS_PER_PAGE, bytes);
      return Proof.of(this, orders, orders);
    }
  },
  LINES("orders.jsonl") {
    @Override
    Proof proof(long bytes) {
      OrderFile orders = OrderFile.lines(ORDERS_PER_PAGE, bytes);
      return Proof.of(this, orders, orders);
    }
  },
  GZIP("orders.jsonl.gz") {
    @Override
    Proof proof(long bytes) throws IOException {
      OrderFile orders = OrderFile.lines(ORDERS_PER_PAGE, bytes);
      return Proof.of(this, compressed(orders), orders);
    }
  },
  ONE_LINE("one-line.jsonl") {
    @Override
    Proof proof(long bytes) {
      return odd(1, Stretch.of("x", bytes), Stretch.of("\n"), Stretch.of(ORDER + "\n"));
    }
  },
  BLANK_LINES("blank-lines.jsonl") {
    @Override
    Proof proof(long bytes) {
      return odd(0, Stretch.of("\n", bytes), Stretch.of(ORDER));
    }
  },
  ONE_TEXT("one-text.json") {
    @Override
    Proof proof(long bytes) {
      return odd(
          1, Stretch.of("[" + ORDER + ",\""), Stretch.of("a\\\"", bytes / 3), Stretch.of("\"]"));
    }
  },
  ONE_NEST("one-nest.json") {
    @Override
    Proof proof(long bytes) {
      return odd(
          1,
          Stretch.of("[" + ORDER + ","),
          Stretch.of("[", bytes / 2),
          Stretch.of("]", bytes / 2),
          Stretch.of("]"));
    }
  };

  /** Some 280 KB of orders that differ. */
  private static final int ORDERS_PER_PAGE = 1_000;

  private static final String ORDER = Order.random(new Random(1)).json();

  private final String key;

  Source(String key) {
    this.key = key;
  }

  /** The object's name. */
  String key() {
    return key;
  }

  /**
   * The file, with what must become of it.
   *
   * @param bytes of its content, some more or less
   */
  abstract Proof proof(long bytes) throws IOException;

  Proof odd(long rejected, Stretch... stretches) {
    return Proof.ofOne(this, OddFile.of(stretches), rejected);
  }

  private static Content compressed(OrderFile content) throws IOException {
    Path file = Files.createTempFile("stackseed-", ".jsonl.gz");
    file.toFile().deleteOnExit();
    try (InputStream in = content.open(new ByteRange(0, content.sizeBytes()));
        OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      in.transferTo(zipped);
    }
    return FileContent.of(file);
  }
}
