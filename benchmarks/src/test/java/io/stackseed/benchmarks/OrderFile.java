package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.source.BulkInputStream;
import io.stackseed.source.ByteRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A file of orders of any size that is never anywhere as a whole. One page of orders, drawn from a
 * seed, comes again and again, each time with other numbers; so any range of it is made without
 * what comes before.
 */
public final class OrderFile implements Content {

  private static final byte[] ARRAY_START = {'[', '\n'};
  private static final byte[] ARRAY_END = {'\n', ']'};

  private final List<Order> orders;
  private final int[] numbersAt;
  private final byte[] page;
  private final byte[] start;

  /** In the place of the last separator. */
  private final byte[] end;

  private final long pages;

  private OrderFile(
      int ordersPerPage, long bytesAtLeast, String separator, byte[] start, byte[] end) {
    this.orders = drawn(ordersPerPage);
    this.numbersAt = new int[ordersPerPage];
    this.page = page(orders, separator, numbersAt);
    this.start = start;
    this.end = end;
    this.pages = (bytesAtLeast + page.length - 1) / page.length;
  }

  /**
   * A JSON array, an order a line.
   *
   * @param ordersPerPage how many of them are different in more than their number
   * @param bytesAtLeast its size, up to a page less
   */
  public static OrderFile array(int ordersPerPage, long bytesAtLeast) {
    return new OrderFile(ordersPerPage, bytesAtLeast, ",\n", ARRAY_START, ARRAY_END);
  }

  /** JSON Lines, with the parameters of {@link #array}. */
  public static OrderFile lines(int ordersPerPage, long bytesAtLeast) {
    return new OrderFile(ordersPerPage, bytesAtLeast, "\n", new byte[0], new byte[0]);
  }

  private static List<Order> drawn(int count) {
    Random random = new Random(1);
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      orders.add(Order.random(random));
    }
    return orders;
  }

  private static byte[] page(List<Order> orders, String separator, int[] numbersAt) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    for (int i = 0; i < numbersAt.length; i++) {
      numbersAt[i] = page.size() + orders.get(i).numberAt();
      page.writeBytes((orders.get(i).json() + separator).getBytes(UTF_8));
    }
    return page.toByteArray();
  }

  @Override
  public long sizeBytes() {
    return start.length + pages * page.length;
  }

  /** Orders in the file. */
  public long orders() {
    return pages * numbersAt.length;
  }

  /** The sum of all orders' {@link Checksum}s, from what they were made of, not from their text. */
  public long checksum() {
    long sum = 0;
    for (long number = 0; number < orders(); number++) {
      Order order = orders.get((int) (number % numbersAt.length));
      sum += Checksum.of(order.customerId(), Order.id(number), order.amount());
    }
    return sum;
  }

  /** The whole file's bytes, where there are few enough. */
  public byte[] toByteArray() {
    try (InputStream in = open(new ByteRange(0, sizeBytes()))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  @Override
  public InputStream open(ByteRange range) {
    return new Pages(range);
  }

  /** For one thread. */
  private final class Pages extends BulkInputStream {
    private final long endExclusive;
    private final byte[] current = page.clone();
    private long currentNumber = -1;
    private long position;

    Pages(ByteRange range) {
      this.position = range.start();
      this.endExclusive = range.endExclusive();
    }

    @Override
    public int read(byte[] target, int from, int length) {
      if (position == endExclusive) {
        return length == 0 ? 0 : -1;
      }
      int wanted = (int) Math.min(length, endExclusive - position);
      int count;
      if (position < start.length) {
        count = copy(start, (int) position, target, from, wanted);
      } else {
        long inPages = position - start.length;
        turnTo(inPages / page.length);
        count = copy(current, (int) (inPages % page.length), target, from, wanted);
      }
      position += count;
      return count;
    }

    private int copy(byte[] source, int at, byte[] target, int from, int wanted) {
      int count = Math.min(wanted, source.length - at);
      System.arraycopy(source, at, target, from, count);
      return count;
    }

    private void turnTo(long number) {
      if (number == currentNumber) {
        return;
      }
      currentNumber = number;
      for (int i = 0; i < numbersAt.length; i++) {
        writeNumber(number * numbersAt.length + i, numbersAt[i]);
      }
      byte[] last = number == pages - 1 ? end : new byte[0];
      System.arraycopy(last, 0, current, current.length - last.length, last.length);
    }

    private void writeNumber(long number, int at) {
      long left = number;
      for (int i = at + Order.DIGITS - 1; i >= at; i--) {
        current[i] = (byte) ('0' + left % 10);
        left /= 10;
      }
    }
  }
}
