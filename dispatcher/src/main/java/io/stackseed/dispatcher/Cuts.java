package io.stackseed.dispatcher;

import io.stackseed.format.ChunkScanner;
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
    if (load.layout().isCutAnywhere()) {
      return lines(load).count();
    }
    return isOneRange(load) ? 1 : Long.MAX_VALUE;
  }

  /**
   * The ranges from the end of an earlier one on.
   *
   * @param offset the end of the range cut last; 0 if none was
   */
  static Cuts from(long offset, Load load, SourceObjects objects) throws IOException {
    if (load.layout().isCutAnywhere()) {
      return byArithmetic(offset, lines(load));
    }
    return isOneRange(load) ? whole(offset, load) : pass(offset, load, objects);
  }

  private static LineRanges lines(Load load) {
    return new LineRanges(load.layout().firstByte(), load.source().sizeBytes(), load.chunkBytes());
  }

  private static boolean isOneRange(Load load) {
    return load.source().sizeBytes() <= load.chunkBytes();
  }

  private static Cuts byArithmetic(long offset, LineRanges ranges) {
    long[] index = {ranges.indexAfter(offset)};
    return () -> index[0] < ranges.count() ? ranges.range(index[0]++) : null;
  }

  private static Cuts whole(long offset, Load load) {
    ByteRange range = load.layout().wholeRange(load.source().sizeBytes());
    boolean[] isCut = {offset == range.endExclusive()};
    return () -> {
      ByteRange next = isCut[0] ? null : range;
      isCut[0] = true;
      return next;
    };
  }

  private static Cuts pass(long offset, Load load, SourceObjects objects) throws IOException {
    ByteRange rest = new ByteRange(offset, load.source().sizeBytes());
    SourceStream stream = SourceStream.within(objects, load.source(), rest);
    ChunkScanner scanner =
        offset == 0
            ? ChunkScanner.fromStart(load.layout(), stream, load.chunkBytes())
            : ChunkScanner.resumedAt(load.layout(), stream, offset, load.chunkBytes());
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
