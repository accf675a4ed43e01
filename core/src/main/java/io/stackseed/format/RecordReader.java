package io.stackseed.format;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The records that begin in a range, in the order of the file.
 *
 * <p>Not for use by several threads.
 */
public interface RecordReader extends Closeable {

  /**
   * The next record, or null after the last.
   *
   * @throws MalformedSourceException if nothing in the object can be trusted from here on
   * @throws io.stackseed.source.TruncatedSourceException if a stream broke off
   * @throws io.stackseed.source.SourceUnavailableException if the object changed or went away
   * @throws IOException if reading fails otherwise
   */
  @Nullable ParsedRecord next() throws IOException;

  /**
   * The bytes of the record that {@link #next} returned last, as they stand in the object. They are
   * copied when they are asked for; only after a {@code next} that returned a record.
   */
  RawRecord raw();

  /**
   * Where a later reader goes on: the records of {@code [position, end of the range)} are those
   * that {@link #next} has not returned yet. Starts at the range's start and, after the last
   * record, is its end.
   */
  long position();

  /**
   * Bytes of the range behind {@link #position}. After the last record it is the range's length,
   * whatever was really fetched: bytes read past the end to finish a line belong to the next range.
   * So the count is the same on every attempt, and over all ranges of a plan adds up to the bytes
   * that the plan covers: the object without its byte order mark and, of an array in several
   * ranges, without what stands between them.
   */
  long bytesRead();
}
