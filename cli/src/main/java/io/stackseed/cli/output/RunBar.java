package io.stackseed.cli.output;

import io.stackseed.run.Counts;
import io.stackseed.run.Progress;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar of a run's chunks on standard error, with the time left, items, rate and rejects. */
public final class RunBar implements AutoCloseable {
  private @Nullable ProgressBar bar;

  /**
   * Shows how the run stands.
   *
   * @param recordsPerSecond 0 if that is not known
   */
  public void show(Progress progress, long recordsPerSecond) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("  loading")
              .setUnit(" chunks", 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setInitialMax(progress.totalChunks())
              .build();
    }
    bar.maxHint(progress.totalChunks());
    bar.stepTo(progress.doneChunks());
    bar.setExtraMessage(figures(progress.counts(), recordsPerSecond));
  }

  private static String figures(Counts counts, long recordsPerSecond) {
    return String.format(Locale.ROOT, " %,d items", counts.itemsWritten())
        + (recordsPerSecond > 0
            ? String.format(Locale.ROOT, ", %,d records/s", recordsPerSecond)
            : "")
        + (counts.itemsRejected() > 0
            ? String.format(Locale.ROOT, ", %,d rejected", counts.itemsRejected())
            : "");
  }

  /** Ends the bar's line; a run that is shown afterwards begins another. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
