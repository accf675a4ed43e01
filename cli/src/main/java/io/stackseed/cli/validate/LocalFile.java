package io.stackseed.cli.validate;

import io.stackseed.source.BulkInputStream;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import io.stackseed.source.SourceUnavailableException;
import io.stackseed.source.SourceUnavailableException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of this machine, as the one object of a bucket. */
final class LocalFile implements SourceObjects {
  private static final String BUCKET = "local-files";

  private final Path path;
  private final SourceLocation location;

  /**
   * @param path names a file, so that it ends in a name
   */
  LocalFile(Path path) {
    this.path = path;
    this.location = new SourceLocation(BUCKET, path.getFileName().toString());
  }

  SourceObject describe() {
    return describe(location, null);
  }

  @Override
  public SourceObject describe(SourceLocation wanted, @Nullable String versionId) {
    if (!wanted.equals(location)) {
      throw new SourceUnavailableException(Problem.MISSING, wanted.toString());
    }
    if (versionId != null) {
      throw new SourceUnavailableException(Problem.VERSION_MISSING, path.toString());
    }
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      String eTag = "\"" + file.lastModifiedTime().toInstant() + "\"";
      return new SourceObject(location, null, eTag, file.size());
    } catch (NoSuchFileException e) {
      throw new SourceUnavailableException(Problem.MISSING, path.toString(), e);
    } catch (AccessDeniedException e) {
      throw new SourceUnavailableException(Problem.DENIED, path.toString(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<SourceObject> list(SourcePrefix prefix, int most) {
    boolean isIn =
        prefix.bucket().equals(BUCKET) && location.key().startsWith(prefix.prefix()) && most > 0;
    return isIn ? List.of(describe()) : List.of();
  }

  @Override
  public InputStream open(SourceObject object, ByteRange range) throws IOException {
    if (!object.equals(describe(object.location(), object.versionId()))) {
      throw new SourceUnavailableException(Problem.CHANGED, path.toString());
    }
    SeekableByteChannel channel = Files.newByteChannel(path);
    channel.position(range.start());
    return new LimitedStream(Channels.newInputStream(channel), range.length());
  }

  /** So many bytes of a stream, and then its end. */
  private static final class LimitedStream extends BulkInputStream {
    private final InputStream in;
    private long left;

    LimitedStream(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(buffer, from, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
