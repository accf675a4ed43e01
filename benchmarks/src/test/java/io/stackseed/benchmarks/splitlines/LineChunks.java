package io.stackseed.benchmarks.splitlines;

import io.stackseed.benchmarks.Benchmark.Size;
import io.stackseed.benchmarks.BytesContent;
import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.format.RecordReader;
import io.stackseed.format.RecordReaders;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Orders in lines, in memory, cut into chunks as a plan cuts them: anywhere. */
final class LineChunks {
  /** As large as a chunk is unless a request says otherwise. */
  static final long CHUNK_BYTES = 4 << 20;

  private static final String KEY = "orders.jsonl";
  private static final Layout LAYOUT = Layout.of(Format.JSON_LINES, 0);

  private final byte[] bytes;
  private final long orders;
  private final Contents objects = new Contents();
  private final SourceObject object;

  private LineChunks(OrderFile file) {
    this.bytes = file.toByteArray();
    this.orders = file.orders();
    objects.put(KEY, new BytesContent(bytes));
    this.object = objects.describe(new SourceLocation(Contents.BUCKET, KEY), null);
  }

  static LineChunks of(Size size) {
    return new LineChunks(
        size == Size.FULL
            ? OrderFile.lines(1_000, 8 * CHUNK_BYTES)
            : OrderFile.lines(100, 2 * CHUNK_BYTES));
  }

  /** The chunks, in their order. */
  List<ByteRange> chunks() {
    List<ByteRange> chunks = new ArrayList<>();
    for (long start = 0; start < bytes.length; start += CHUNK_BYTES) {
      chunks.add(new ByteRange(start, Math.min(bytes.length, start + CHUNK_BYTES)));
    }
    return chunks;
  }

  /**
   * From each cut to the line that begins next: what a reader of the chunk passes over. No line
   * begins in any of them.
   */
  List<ByteRange> beginnings() {
    return chunks().stream()
        .map(chunk -> new ByteRange(chunk.start(), firstLine(chunk.start())))
        .filter(range -> !range.isEmpty())
        .toList();
  }

  /** Looks at one byte after the other. */
  private long firstLine(long cut) {
    int position = (int) cut;
    while (position > 0 && bytes[position - 1] != '\n') {
      position++;
    }
    return position;
  }

  /** Reads a range's records; returns how many became items. */
  long read(ByteRange range) throws IOException {
    long items = 0;
    try (RecordReader reader = RecordReaders.open(LAYOUT, objects, object, range)) {
      while (reader.next() instanceof ParsedItem) {
        items++;
      }
    }
    return items;
  }

  /**
   * Reads all chunks.
   *
   * @throws IllegalStateException if one does not begin with the first line that begins in it, or
   *     they do not have all orders, once
   */
  void verify() throws IOException {
    long items = 0;
    for (ByteRange chunk : chunks()) {
      items += read(chunk);
      try (RecordReader reader = RecordReaders.open(LAYOUT, objects, object, chunk)) {
        ParsedRecord first = reader.next();
        if (first == null || first.offset() != firstLine(chunk.start())) {
          throw new IllegalStateException(chunk + " begins with " + first);
        }
      }
    }
    for (ByteRange beginning : beginnings()) {
      items += read(beginning);
    }
    if (items != orders) {
      throw new IllegalStateException("%,d of %,d orders were read".formatted(items, orders));
    }
  }

  /** Bytes that a reader passes over, of each chunk. */
  List<Long> skipped() {
    return chunks().stream().map(chunk -> firstLine(chunk.start()) - chunk.start()).toList();
  }

  /**
   * Bytes that a reader fetches besides the chunk's: the one before it, and what it takes to finish
   * the last line; of each chunk.
   */
  List<Long> fetchedBeyond() throws IOException {
    List<Long> bytesBeyond = new ArrayList<>();
    for (ByteRange chunk : chunks()) {
      long before = objects.bytesRead();
      long unused = read(chunk);
      bytesBeyond.add(objects.bytesRead() - before - chunk.length());
    }
    return bytesBeyond;
  }
}
