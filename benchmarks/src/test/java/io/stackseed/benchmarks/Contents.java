package io.stackseed.benchmarks;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import io.stackseed.source.SourceUnavailableException;
import io.stackseed.source.SourceUnavailableException.Problem;
import io.stackseed.source.StagingArea;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of contents that are never in memory as a whole: what is staged in it is kept in files
 * until it is closed. What is read of it is counted.
 */
public final class Contents implements SourceObjects, StagingArea, Closeable {

  public static final String BUCKET = "ingest";

  private final Map<String, Content> contents = new HashMap<>();
  private final List<Path> staged = new ArrayList<>();
  private final LongAdder bytesRead = new LongAdder();

  public void put(String key, Content content) {
    contents.put(key, content);
  }

  /** Bytes handed out so far, of all objects. */
  public long bytesRead() {
    return bytesRead.sum();
  }

  @Override
  public SourceObject describe(SourceLocation location, @Nullable String versionId) {
    return new SourceObject(
        location,
        "version-1",
        "\"etag\"",
        content(location.toString(), location.key()).sizeBytes());
  }

  @Override
  public List<SourceObject> list(SourcePrefix prefix, int most) {
    throw new UnsupportedOperationException("no benchmark lists " + prefix);
  }

  @Override
  public InputStream open(SourceObject object, ByteRange range) throws IOException {
    SourceLocation location = object.location();
    return new Counted(content(location.toString(), location.key()).open(range));
  }

  @Override
  public void write(SourceLocation part, byte[] bytes, int length) throws IOException {
    Path file = Files.createTempFile("stackseed-staged-", "");
    staged.add(file);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes, 0, length);
    }
    put(part.key(), FileContent.of(file));
  }

  /** Deletes what was staged. */
  @Override
  public void close() throws IOException {
    for (Path file : staged) {
      Files.delete(file);
    }
    staged.clear();
  }

  private Content content(String name, String key) {
    Content content = contents.get(key);
    if (content == null) {
      throw new SourceUnavailableException(Problem.MISSING, name);
    }
    return content;
  }

  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      bytesRead.add(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int count = super.read(target, from, length);
      bytesRead.add(Math.max(0, count));
      return count;
    }
  }
}
