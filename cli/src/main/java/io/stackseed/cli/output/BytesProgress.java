package io.stackseed.cli.output;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar of the bytes that files were gone through, on standard error; or nothing. */
public final class BytesProgress implements AutoCloseable {
  private static final long MEBIBYTE = 1 << 20;

  private final @Nullable ProgressBar bar;
  private long filesRead;

  private BytesProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** Shows nothing. */
  public static BytesProgress silent() {
    return new BytesProgress(null);
  }

  /**
   * A bar on standard error.
   *
   * @param task what is done with them, as {@code validating}
   */
  public static BytesProgress bar(String task, long totalBytes) {
    return new BytesProgress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(" MB", MEBIBYTE)
            .setStyle(ProgressBarStyle.ASCII)
            .setInitialMax(totalBytes)
            .build());
  }

  /** So many bytes of the current file are done with. */
  public void within(long bytes) {
    if (bar != null) {
      bar.stepTo(filesRead + bytes);
    }
  }

  /** The current file is done with, and the next one begins. */
  public void fileRead(long sizeBytes) {
    filesRead += sizeBytes;
    within(0);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
