package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.Item;
import io.stackseed.source.ByteRange;
import io.stackseed.source.InMemorySourceObjects;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file in a bucket, and ways to read it. */
final class Reading {

  final InMemorySourceObjects objects = new InMemorySourceObjects();
  private final byte[] bytes;
  private final Layout layout;

  /** Whether the file is one record of another. */
  private final boolean isAlone;

  final SourceObject object;

  Reading(Format format, byte[] bytes) {
    this(
        Layout.of(format, ByteOrderMark.leads(bytes, bytes.length) ? ByteOrderMark.LENGTH : 0),
        bytes);
  }

  Reading(Layout layout, byte[] bytes) {
    this(layout, bytes, false);
  }

  private Reading(Layout layout, byte[] bytes, boolean isAlone) {
    this.isAlone = isAlone;
    this.layout = layout;
    this.bytes = bytes.clone();
    objects.put("bucket", "file", bytes);
    this.object = objects.describe(new SourceLocation("bucket", "file"), null);
  }

  Reading(Format format, String text) {
    this(format, text.getBytes(UTF_8));
  }

  RecordReader open(ByteRange range) {
    return RecordReaders.open(layout, objects, object, range);
  }

  List<ParsedRecord> records(ByteRange range) throws IOException {
    try (RecordReader reader = open(range)) {
      List<ParsedRecord> records = new ArrayList<>();
      for (ParsedRecord record = reader.next(); record != null; record = reader.next()) {
        checkRaw(record, reader.raw());
        records.add(record);
      }
      return records;
    }
  }

  /** The contract of every reader: the raw record is what stands at its offset, and all of it. */
  private void checkRaw(ParsedRecord record, RawRecord raw) throws IOException {
    byte[] kept = raw.bytes().toArray();
    if (layout.compression() == Compression.NONE) {
      int offset = (int) record.offset();
      assertThat(Arrays.copyOfRange(bytes, offset, offset + kept.length)).isEqualTo(kept);
    }
    if (raw.isTruncated()) {
      assertThat(kept).hasSize(RawRecord.MAX_BYTES);
    } else if (!isAlone) {
      assertThat(readAlone(kept)).isEqualTo(gist(record));
    }
  }

  private Object readAlone(byte[] record) throws IOException {
    boolean isArray = layout.format() == Format.JSON;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    // At the file's very beginning a byte order mark would be none of the record's.
    file.writeBytes((isArray ? "[" : "\n").getBytes(UTF_8));
    file.writeBytes(record);
    file.writeBytes((isArray ? "]" : "").getBytes(UTF_8));
    Layout alone = new Layout(layout.format(), Compression.NONE, false, 0, layout.csv());
    List<ParsedRecord> read = new Reading(alone, file.toByteArray(), true).records();
    assertThat(read).hasSize(1);
    return gist(read.get(0));
  }

  /** What does not depend on where the record is. */
  private static Object gist(ParsedRecord record) {
    return record instanceof ParsedItem parsed ? parsed.item() : ((Reject) record).code();
  }

  ByteRange wholeRange() {
    return layout.wholeRange(bytes.length);
  }

  List<ParsedRecord> records() throws IOException {
    return records(wholeRange());
  }

  List<ParsedRecord> records(List<ByteRange> ranges) throws IOException {
    List<ParsedRecord> records = new ArrayList<>();
    for (ByteRange range : ranges) {
      records.addAll(records(range));
    }
    return records;
  }

  /** Reads each record with a reader of its own, opened where the one before stood. */
  List<ParsedRecord> recordsResumedAfterEach(ByteRange range) throws IOException {
    List<ParsedRecord> records = new ArrayList<>();
    long position = range.start();
    while (true) {
      try (RecordReader reader = open(new ByteRange(position, range.endExclusive()))) {
        ParsedRecord record = reader.next();
        if (record == null) {
          return records;
        }
        records.add(record);
        position = reader.position();
      }
    }
  }

  /** The scanner's ranges of the file. */
  List<ByteRange> cuts(long chunkBytes) throws IOException {
    ChunkScanner scanner =
        ChunkScanner.fromStart(layout, new ByteArrayInputStream(bytes), chunkBytes);
    List<ByteRange> ranges = new ArrayList<>();
    for (ByteRange range = scanner.next(); range != null; range = scanner.next()) {
      ranges.add(range);
    }
    return ranges;
  }

  /** The scanner's ranges, from a pass interrupted after each. */
  List<ByteRange> cutsResumedAfterEach(long chunkBytes) throws IOException {
    List<ByteRange> ranges = new ArrayList<>();
    ByteRange range = ChunkScanner.fromStart(layout, from(0), chunkBytes).next();
    while (range != null) {
      ranges.add(range);
      long cursor = range.endExclusive();
      range = ChunkScanner.resumedAt(layout, from(cursor), cursor, chunkBytes).next();
    }
    return ranges;
  }

  private ByteArrayInputStream from(long offset) {
    return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
  }

  /** The item of a file with one record. */
  static Item item(Format format, String text) throws IOException {
    List<ParsedRecord> records = new Reading(format, text).records();
    if (records.size() == 1 && records.get(0) instanceof ParsedItem parsed) {
      return parsed.item();
    }
    throw new AssertionError("not one item but " + records);
  }

  /** The reason of a file with one reject. */
  static @Nullable String reason(Format format, byte[] bytes) throws IOException {
    List<ParsedRecord> records = new Reading(format, bytes).records();
    return records.size() == 1 && records.get(0) instanceof Reject reject ? reject.reason() : null;
  }
}
