package io.stackseed.cli.validate;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar of the bytes read, on standard error; or nothing. */
final class ReadingProgress implements AutoCloseable {
  private static final long MEBIBYTE = 1 << 20;

  private final @Nullable ProgressBar bar;
  private long filesRead;

  private ReadingProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** Shows nothing. */
  static ReadingProgress silent() {
    return new ReadingProgress(null);
  }

  static ReadingProgress bar(long totalBytes) {
    return new ReadingProgress(
        new ProgressBarBuilder()
            .setTaskName("validating")
            .setUnit(" MB", MEBIBYTE)
            .setStyle(ProgressBarStyle.ASCII)
            .setInitialMax(totalBytes)
            .build());
  }

  /** So many bytes of the current file are read. */
  void within(long bytes) {
    if (bar != null) {
      bar.stepTo(filesRead + bytes);
    }
  }

  /** The current file is done with, and the next one begins. */
  void fileRead(long sizeBytes) {
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
