package io.stackseed.simulation;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourcePrefix;
import io.stackseed.source.StagingArea;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects of S3, over connections that break. */
final class Sources implements SourceObjects, StagingArea {
  private final SourceObjects objects;
  private final StagingArea area;
  private final Scheduler scheduler;
  private final Calls calls;
  private final Hazards hazards;
  private final Chance chance;
  private Listener listener = (actor, object) -> {};

  /** Hears of every read. */
  @FunctionalInterface
  interface Listener {
    void opened(Actor reader, SourceObject object);
  }

  /**
   * @param objects in memory, or another that is to be tried
   */
  Sources(
      SourceObjects objects,
      StagingArea area,
      Scheduler scheduler,
      Calls calls,
      Hazards hazards,
      Chance chance) {
    this.objects = objects;
    this.area = area;
    this.scheduler = scheduler;
    this.calls = calls;
    this.hazards = hazards;
    this.chance = chance;
  }

  /** Tells this one of every read from now on. */
  void listen(Listener next) {
    listener = next;
  }

  @Override
  public SourceObject describe(SourceLocation location, @Nullable String versionId) {
    return calls.make("describe", location, () -> objects.describe(location, versionId));
  }

  @Override
  public List<SourceObject> list(SourcePrefix prefix, int most) {
    return calls.make("list", prefix, () -> objects.list(prefix, most));
  }

  @Override
  public InputStream open(SourceObject object, ByteRange range) throws IOException {
    if (hazards.strikes(Hazard.STREAM_RESET)) {
      throw new IOException("connection reset");
    }
    try {
      InputStream stream =
          calls.make(
              "open",
              object,
              () -> {
                try {
                  InputStream opened = objects.open(object, range);
                  listener.opened(scheduler.caller(), object);
                  return new Quiet(opened);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      return hazards.strikes(Hazard.STREAM_TRUNCATED)
          ? new Truncated(stream, chance.below((int) range.length()))
          : stream;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void write(SourceLocation part, byte[] bytes, int length) throws IOException {
    try {
      calls.make(
          "stage",
          part,
          () -> {
            try {
              area.write(part, bytes, length);
              return length;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** For the story: no identity of the machine's in it. */
  private static final class Quiet extends FilterInputStream {
    Quiet(InputStream in) {
      super(in);
    }

    @Override
    public String toString() {
      return "a stream";
    }
  }

  /** Ends early, as if that were all. */
  private static final class Truncated extends FilterInputStream {
    private long left;

    Truncated(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? super.read() : -1;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = super.read(buffer, from, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
