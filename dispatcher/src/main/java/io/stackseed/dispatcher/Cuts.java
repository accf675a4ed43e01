package io.stackseed.dispatcher;

import io.stackseed.format.ChunkScanner;
import io.stackseed.format.LineRanges;
import io.stackseed.run.SourceFile;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SequentialReads;
import io.stackseed.source.SourceObjects;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
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
  static long count(SourceFile file, long chunkBytes) {
    if (file.isToBeStaged()) {
      return Long.MAX_VALUE;
    }
    if (file.layout().isCutAnywhere()) {
      return lines(file, chunkBytes).count();
    }
    return isOneRange(file, chunkBytes) ? 1 : Long.MAX_VALUE;
  }

  /**
   * The ranges from the end of an earlier one on.
   *
   * @param offset the end of the range cut last; 0 if none was
   * @param reads how a pass reads
   */
  static Cuts from(
      long offset, SourceFile file, long chunkBytes, SourceObjects objects, SequentialReads reads)
      throws IOException {
    if (file.layout().isCutAnywhere()) {
      return byArithmetic(offset, lines(file, chunkBytes));
    }
    return isOneRange(file, chunkBytes)
        ? whole(offset, file)
        : pass(offset, file, chunkBytes, objects, reads);
  }

  private static LineRanges lines(SourceFile file, long chunkBytes) {
    return new LineRanges(file.layout().firstByte(), file.content().sizeBytes(), chunkBytes);
  }

  private static boolean isOneRange(SourceFile file, long chunkBytes) {
    return file.layout().isIndivisible() || file.wholeRange().length() <= chunkBytes;
  }

  private static Cuts byArithmetic(long offset, LineRanges ranges) {
    long[] index = {ranges.indexAfter(offset)};
    return () -> index[0] < ranges.count() ? ranges.range(index[0]++) : null;
  }

  private static Cuts whole(long offset, SourceFile file) {
    ByteRange range = file.wholeRange();
    boolean[] isCut = {range.isEmpty() || offset == range.endExclusive()};
    return () -> {
      ByteRange next = isCut[0] ? null : range;
      isCut[0] = true;
      return next;
    };
  }

  private static Cuts pass(
      long offset, SourceFile file, long chunkBytes, SourceObjects objects, SequentialReads reads)
      throws IOException {
    ByteRange rest = new ByteRange(offset, file.content().sizeBytes());
    InputStream stream = reads.open(objects, file.content(), rest);
    ChunkScanner scanner =
        offset == 0
            ? ChunkScanner.fromStart(file.layout(), stream, chunkBytes)
            : ChunkScanner.resumedAt(file.layout(), stream, offset, chunkBytes);
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
