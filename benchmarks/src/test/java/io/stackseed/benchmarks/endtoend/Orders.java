package io.stackseed.benchmarks.endtoend;

import io.stackseed.benchmarks.OrderFile;

/** A file of orders in JSON Lines, and what it comes to. */
record Orders(OrderFile file) {
  private static final int PER_PAGE = 1_000;

  /**
   * @param count a multiple of 1,000
   */
  static Orders of(long count) {
    long pageBytes = OrderFile.lines(PER_PAGE, 1).sizeBytes();
    OrderFile file = OrderFile.lines(PER_PAGE, count / PER_PAGE * pageBytes);
    if (file.orders() != count) {
      throw new IllegalArgumentException(count + " orders are no whole pages");
    }
    return new Orders(file);
  }

  long count() {
    return file.orders();
  }

  long checksum() {
    return file.checksum();
  }

  byte[] lines() {
    return file.toByteArray();
  }
}
