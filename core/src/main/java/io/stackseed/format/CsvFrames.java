package io.stackseed.format;

import java.io.IOException;
import java.io.InputStream;

/** CSV records whose quoted fields may hold line ends. A lone {@code \r} never ends one. */
final class CsvFrames implements Frames {

  private final ByteSource source;
  private final RecordBytes record;
  private final CsvSyntax syntax;
  private long start;
  private long quoteStart;

  /**
   * @param in from a record's first byte on
   * @param offset the object's offset of that byte
   * @param record takes each record's bytes, without the {@code \n}
   */
  CsvFrames(InputStream in, long offset, char delimiter, RecordBytes record) {
    this.source = new ByteSource(in, offset);
    this.syntax = new CsvSyntax(delimiter);
    this.record = record;
  }

  @Override
  public boolean next() throws IOException {
    boolean blank = true;
    while (blank && source.hasBuffered()) {
      record.clear();
      syntax.beginRecord();
      start = source.position();
      blank = readRecord();
    }
    return !blank;
  }

  /** Whether it was none: a line of carriage returns at most. */
  private boolean readRecord() throws IOException {
    boolean blank = true;
    while (source.hasBuffered()) {
      byte[] buffer = source.buffer();
      int i = source.next();
      for (; i < source.limit() && !endsRecord(buffer[i]); i++) {
        if (syntax.opensQuote(buffer[i])) {
          quoteStart = source.position() + i - source.next();
        }
        syntax.take(buffer[i]);
        blank &= buffer[i] == '\r';
      }
      record.append(buffer, source.next(), i);
      boolean ended = i < source.limit();
      source.advanceTo(ended ? i + 1 : i);
      if (ended) {
        return blank;
      }
    }
    checkEnd();
    return blank;
  }

  private boolean endsRecord(byte b) {
    return b == '\n' && !syntax.isQuoted();
  }

  private void checkEnd() {
    if (syntax.isQuoted()) {
      throw new MalformedSourceException(quoteStart, "a quote is opened and never closed");
    }
  }

  @Override
  public long start() {
    return start;
  }

  /** After the record's line end. */
  @Override
  public long position() {
    return source.position();
  }
}
