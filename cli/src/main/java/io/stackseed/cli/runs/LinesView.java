package io.stackseed.cli.runs;

import io.stackseed.cli.output.Words;
import io.stackseed.run.Counts;
import io.stackseed.run.RunState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lines where there is no terminal: one for each state, and one now and then in between. */
final class LinesView implements RunView {
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final PrintWriter err;
  private @Nullable RunState state;
  private @Nullable Counts counts;
  private Instant next = Instant.MIN;

  LinesView(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void show(Pace pace) {
    Snapshot now = pace.now();
    boolean isNews = now.state() != state;
    boolean isDue = !now.at().isBefore(next) && !now.counts().equals(counts);
    if (now.hasEnded() || !(isNews || isDue)) {
      return;
    }
    state = now.state();
    counts = now.counts();
    next = now.at().plus(BETWEEN);
    err.println(line(pace));
    err.flush();
  }

  private static String line(Pace pace) {
    Snapshot now = pace.now();
    return String.format(
            Locale.ROOT,
            "%s: %,d of %,d chunks, %,d items, %,d rejected, %,d records/s",
            now.state(),
            now.progress().doneChunks(),
            now.progress().totalChunks(),
            now.counts().itemsWritten(),
            now.counts().itemsRejected(),
            pace.recordsPerSecond())
        + pace.left().map(left -> ", " + Words.of(left) + " left").orElse("");
  }

  @Override
  public void end() {}
}
