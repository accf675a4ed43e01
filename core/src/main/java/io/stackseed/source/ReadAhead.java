package io.stackseed.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A range's bytes in order, fetched in parts by several calls at once: one connection to S3
 * delivers far less than a pass can take. Each part is verified as {@link SourceStream} does it.
 * Memory is that of a few parts, however long the range is and however slowly it is read.
 *
 * <p>A call that fails fails the read of its bytes, after those before it were delivered, and every
 * read after that. Not for use by several threads; its own threads end with {@link #close}.
 */
public final class ReadAhead extends BulkInputStream {

  /** Long enough for a call to reach its full speed. */
  private static final int PART_BYTES = 8 << 20;

  /** Together 32 MiB. */
  private static final int PARTS = 4;

  /** What has not heeded its interrupt by then is left to itself: it only reads. */
  private static final long CLOSING_SECONDS = 5;

  private final SourceObjects objects;
  private final SourceContent content;
  private final long end;
  private final int partBytes;
  private final int parts;
  private final ExecutorService threads;
  private final Deque<Future<Part>> fetched = new ArrayDeque<>();
  private @Nullable Part current;
  private long nextPart;
  private boolean closed;

  /** Bytes that were fetched, and how many of them were read. */
  private static final class Part {
    private final byte[] bytes;
    private final int length;
    private int position;

    Part(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }

  /**
   * @param parts in memory at most, the one that is being read among them
   * @throws IllegalArgumentException if the range reaches past the content's end
   */
  ReadAhead(
      SourceObjects objects, SourceContent content, ByteRange range, int partBytes, int parts) {
    if (range.endExclusive() > content.sizeBytes()) {
      throw new IllegalArgumentException(range + " reaches past the end of " + content);
    }
    this.objects = objects;
    this.content = content;
    this.nextPart = range.start();
    this.end = range.endExclusive();
    this.partBytes = partBytes;
    this.parts = parts;
    this.threads = Executors.newFixedThreadPool(parts, ReadAhead::thread);
  }

  /**
   * The range's bytes, and the end of the stream after them. Nothing is fetched before the first
   * read.
   *
   * @throws IllegalArgumentException if the range reaches past the content's end
   */
  public static ReadAhead within(SourceObjects objects, SourceContent content, ByteRange range) {
    return new ReadAhead(objects, content, range, PART_BYTES, PARTS);
  }

  /** Nothing waits for it at the end of the process. */
  private static Thread thread(Runnable fetching) {
    Thread thread = new Thread(fetching, "read-ahead");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * @throws TruncatedSourceException if a stream behind ended early
   * @throws SourceUnavailableException if the object changed or went away
   * @throws InterruptedIOException if the thread was interrupted, which it still is then
   */
  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    Part part = part();
    if (part == null) {
      return -1;
    }
    int count = Math.min(length, part.length - part.position);
    System.arraycopy(part.bytes, part.position, target, from, count);
    part.position += count;
    return count;
  }

  /** The part that has the next byte; null after the last. */
  private @Nullable Part part() throws IOException {
    Part part = current;
    if (part != null && part.position < part.length) {
      return part;
    }
    if (part != null) {
      current = null;
      fetchNext(part.bytes);
    }
    while (fetched.size() < parts && nextPart < end) {
      fetchNext(new byte[partBytes]);
    }
    if (fetched.isEmpty()) {
      return null;
    }
    // One that failed stays, and fails the next read too.
    current = await(fetched.element());
    fetched.remove();
    return current;
  }

  /** Begins with the part that comes after those begun, if there is one. */
  private void fetchNext(byte[] bytes) {
    if (nextPart < end) {
      ByteRange range = new ByteRange(nextPart, Math.min(end, nextPart + partBytes));
      fetched.add(threads.submit(() -> fetch(range, bytes)));
      nextPart = range.endExclusive();
    }
  }

  private Part fetch(ByteRange range, byte[] bytes) throws IOException {
    int length = (int) range.length();
    try (SourceStream stream = SourceStream.within(objects, content, range)) {
      int position = 0;
      while (position < length) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("nobody wants " + range + " any more");
        }
        position += stream.read(bytes, position, length - position);
      }
    }
    return new Part(bytes, length);
  }

  private static Part await(Future<Part> fetching) throws IOException {
    try {
      return fetching.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted while reading");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** What the call threw, as if it had been made here. */
  private static IOException failure(ExecutionException wrapped) {
    Throwable thrown = wrapped.getCause();
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof IOException checked ? checked : new IOException(wrapped);
  }

  /** Interrupts what is still fetched, and returns when it has ended. */
  @Override
  public void close() {
    closed = true;
    current = null;
    fetched.clear();
    threads.shutdownNow();
    try {
      threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
