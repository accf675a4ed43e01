package io.stackseed.dispatcher;

import io.stackseed.format.JsonArrayScanner;
import io.stackseed.format.LineRanges;
import io.stackseed.run.Load;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourceStream;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is cut, one range after the other: by arithmetic where lines can be cut anywhere,
 * as one range where it is small, and otherwise by a pass over its bytes. It depends on the bytes
 * alone, not on where an earlier pass stopped.
 */
interface Cuts extends Closeable {

  /** The next range, or null after the last. */
  @Nullable ByteRange next() throws IOException;

  @Override
  default void close() throws IOException {}

  /**
   * Ranges that arithmetic gives; {@link Long#MAX_VALUE} if only a pass over the bytes can tell.
   */
  static long count(Load load) {
    long size = load.source().sizeBytes();
    return switch (load.format()) {
      case JSON_LINES -> lines(load).count();
      case JSON -> size <= load.chunkBytes() ? 1 : Long.MAX_VALUE;
    };
  }

  /**
   * The ranges from the end of an earlier one on.
   *
   * @param offset the end of the range cut last; 0 if none was
   */
  static Cuts from(long offset, Load load, SourceObjects objects) {
    long size = load.source().sizeBytes();
    if (count(load) == Long.MAX_VALUE) {
      return pass(offset, load, objects);
    }
    return switch (load.format()) {
      case JSON_LINES -> byArithmetic(offset, lines(load));
      case JSON -> byArithmetic(offset, new LineRanges(0, size, Math.max(1, size)));
    };
  }

  private static LineRanges lines(Load load) {
    return new LineRanges(load.firstByte(), load.source().sizeBytes(), load.chunkBytes());
  }

  private static Cuts byArithmetic(long offset, LineRanges ranges) {
    long[] index = {ranges.indexAfter(offset)};
    return () -> index[0] < ranges.count() ? ranges.range(index[0]++) : null;
  }

  private static Cuts pass(long offset, Load load, SourceObjects objects) {
    ByteRange rest = new ByteRange(offset, load.source().sizeBytes());
    SourceStream stream = SourceStream.within(objects, load.source(), rest);
    JsonArrayScanner scanner =
        offset == 0
            ? JsonArrayScanner.fromStart(stream, load.chunkBytes())
            : JsonArrayScanner.resumedAt(stream, offset, load.chunkBytes());
    return new Cuts() {
      @Override
      public @Nullable ByteRange next() throws IOException {
        return scanner.next();
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }
}
