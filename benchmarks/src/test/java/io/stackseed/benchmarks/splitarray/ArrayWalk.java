package io.stackseed.benchmarks.splitarray;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.stackseed.format.ChunkScanner;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.source.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ways to get from one end of a JSON array of objects to the other, stopping at each object's end.
 * Another one is compared by adding it here.
 */
public enum ArrayWalk {
  /** The pass that cuts an object into chunks. */
  STACKSEED("Stackseed's pass") {
    @Override
    long walk(byte[] array) throws IOException {
      ChunkScanner scanner = pass(array, CHUNK_BYTES);
      long chunks = 0;
      while (scanner.next() != null) {
        chunks++;
      }
      return chunks;
    }

    @Override
    List<ByteRange> objects(byte[] array) throws IOException {
      return ranges(array, 1);
    }

    @Override
    long expected(List<ByteRange> objects) {
      return chunks(objects).size();
    }
  },

  /** What a program has that reads tokens and skips what it does not want. */
  JACKSON("Jackson, skipChildren") {
    @Override
    long walk(byte[] array) throws IOException {
      long objects = 0;
      try (JsonParser parser = TOKENS.createParser(array)) {
        parser.nextToken();
        while (parser.nextToken().isStructStart()) {
          parser.skipChildren();
          objects++;
        }
      }
      return objects;
    }

    @Override
    List<ByteRange> objects(byte[] array) throws IOException {
      List<ByteRange> objects = new ArrayList<>();
      try (JsonParser parser = TOKENS.createParser(array)) {
        parser.nextToken();
        while (parser.nextToken().isStructStart()) {
          long start = parser.currentTokenLocation().getByteOffset();
          parser.skipChildren();
          objects.add(new ByteRange(start, parser.currentLocation().getByteOffset()));
        }
      }
      return objects;
    }
  },

  /** Brackets, strings and escapes, by a look at one byte after the other. */
  BYTE_BY_BYTE("byte by byte") {
    @Override
    long walk(byte[] array) {
      return byteByByte(array, null);
    }

    @Override
    List<ByteRange> objects(byte[] array) {
      List<ByteRange> objects = new ArrayList<>();
      byteByByte(array, objects);
      return objects;
    }
  };

  /** As large as a chunk is unless a request says otherwise. */
  static final long CHUNK_BYTES = 4 << 20;

  private static final Layout ARRAY = Layout.of(Format.JSON, 0);
  private static final JsonFactory TOKENS = new JsonFactory();

  private final String label;

  ArrayWalk(String label) {
    this.label = label;
  }

  /** What the table calls it. */
  String label() {
    return label;
  }

  /** Walks once; this is what is timed. Gives what {@link #expected} expects. */
  abstract long walk(byte[] array) throws IOException;

  /** Where it sees each object begin and end. */
  abstract List<ByteRange> objects(byte[] array) throws IOException;

  /**
   * What {@link #walk} gives if it is right: how many objects there are, unless it counts something
   * else.
   */
  long expected(List<ByteRange> objects) {
    return objects.size();
  }

  /**
   * Checks what every one of them finds against Jackson's tokens, and the chunks that are cut
   * against chunks of those.
   *
   * @return how many objects there are
   * @throws IllegalStateException naming the one that is wrong
   */
  static long verify(byte[] array) throws IOException {
    List<ByteRange> objects = JACKSON.objects(array);
    for (ArrayWalk walk : values()) {
      require(walk.objects(array).equals(objects), walk);
      require(walk.walk(array) == walk.expected(objects), walk);
    }
    require(ranges(array, CHUNK_BYTES).equals(chunks(objects)), STACKSEED);
    return objects.size();
  }

  private static void require(boolean condition, ArrayWalk walk) {
    if (!condition) {
      throw new IllegalStateException(walk.label + " does not find what Jackson finds");
    }
  }

  private static ChunkScanner pass(byte[] array, long chunkBytes) throws IOException {
    return ChunkScanner.fromStart(ARRAY, new ByteArrayInputStream(array), chunkBytes);
  }

  private static List<ByteRange> ranges(byte[] array, long chunkBytes) throws IOException {
    ChunkScanner scanner = pass(array, chunkBytes);
    List<ByteRange> ranges = new ArrayList<>();
    for (ByteRange range = scanner.next(); range != null; range = scanner.next()) {
      ranges.add(range);
    }
    return ranges;
  }

  /** Objects put together until they are a chunk. */
  private static List<ByteRange> chunks(List<ByteRange> objects) {
    List<ByteRange> chunks = new ArrayList<>();
    @Nullable ByteRange open = null;
    for (ByteRange object : objects) {
      open = new ByteRange(open == null ? object.start() : open.start(), object.endExclusive());
      if (open.length() >= CHUNK_BYTES) {
        chunks.add(open);
        open = null;
      }
    }
    if (open != null) {
      chunks.add(open);
    }
    return chunks;
  }

  /**
   * @param found takes the objects; null if they are only counted
   */
  private static long byteByByte(byte[] array, @Nullable List<ByteRange> found) {
    long objects = 0;
    int depth = 0;
    int start = 0;
    boolean inString = false;
    boolean escaped = false;
    for (int i = 0; i < array.length; i++) {
      byte b = array[i];
      if (escaped) {
        escaped = false;
      } else if (inString) {
        escaped = b == '\\';
        inString = b != '"';
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        depth++;
        start = depth == 2 ? i : start;
      } else if (b == '}' || b == ']') {
        depth--;
        if (depth == 1) {
          objects++;
          if (found != null) {
            found.add(new ByteRange(start, i + 1L));
          }
        }
      }
    }
    return objects;
  }
}
