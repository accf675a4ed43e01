package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines that a range owns: the {@code \n}-ended ones whose first byte lies in it, and the last
 * line of an object even without its {@code \n}. The first line's first byte is the one after a
 * byte order mark. A lone {@code \r} never splits.
 */
final class Lines {

  private final ByteSource source;
  private final ByteRange range;
  private final RecordBytes line;
  private boolean placed;
  private long lineStart;

  /**
   * @param in the object's bytes from {@link #firstByteNeeded} on, past the range's end if there
   *     are more
   */
  Lines(InputStream in, ByteRange range, RecordBytes line) {
    this.source = new ByteSource(in, firstByteNeeded(range));
    this.range = range;
    this.line = line;
  }

  /**
   * Where to begin reading: the byte before the range tells whether its first byte begins a line,
   * and up to a byte order mark's length the mark tells.
   */
  static long firstByteNeeded(ByteRange range) {
    return range.start() <= ByteOrderMark.LENGTH ? 0 : range.start() - 1;
  }

  /**
   * Moves to the next owned line, whose bytes without the {@code \n} are then in the {@code
   * RecordBytes}.
   *
   * @return false after the last one
   */
  boolean next() throws IOException {
    if (range.isEmpty()) {
      return false;
    }
    if (!placed) {
      place();
      placed = true;
    }
    lineStart = source.position();
    if (lineStart >= range.endExclusive() || source.peek() == ByteSource.END) {
      return false;
    }
    line.clear();
    readLine();
    return true;
  }

  /** The first byte's offset of the line that {@link #next} moved to. */
  long lineStart() {
    return lineStart;
  }

  /** The first byte's offset of the line that comes next, the range's end if it owns none. */
  long position() {
    return placed ? Math.min(source.position(), range.endExclusive()) : range.start();
  }

  /** Moves to the first line that begins in the range, looking no further than the range's end. */
  private void place() throws IOException {
    boolean atLineStart = firstByteNeeded(range) == 0;
    if (atLineStart) {
      source.skipByteOrderMark();
    }
    while (source.position() < range.endExclusive()
        && !(atLineStart && source.position() >= range.start())
        && source.hasBuffered()) {
      atLineStart = skipToLineEnd();
    }
  }

  /** Whether a line end was found; otherwise the buffer is spent. */
  private boolean skipToLineEnd() {
    return skipTo(bufferedLineEnd());
  }

  private boolean skipTo(int lineEnd) {
    source.advanceTo(lineEnd < 0 ? source.limit() : lineEnd + 1);
    return lineEnd >= 0;
  }

  private void readLine() throws IOException {
    while (source.hasBuffered()) {
      int lineEnd = bufferedLineEnd();
      line.append(source.buffer(), source.next(), lineEnd < 0 ? source.limit() : lineEnd);
      if (skipTo(lineEnd) || isHopeless()) {
        return;
      }
    }
  }

  /** Too long, and past the range: its end would be read for nothing. */
  private boolean isHopeless() {
    return line.overflowed() && source.position() >= range.endExclusive();
  }

  /** The index in the buffer of the next {@code \n}, or -1. */
  private int bufferedLineEnd() {
    return Swar.indexOf('\n', source.buffer(), source.next(), source.limit());
  }
}
