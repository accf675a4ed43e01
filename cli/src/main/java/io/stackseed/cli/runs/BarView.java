package io.stackseed.cli.runs;

import io.stackseed.cli.output.RunBar;

/** A bar on a terminal. */
final class BarView implements RunView {
  private final RunBar bar = new RunBar();

  @Override
  public void show(Pace pace) {
    bar.show(pace.now().progress(), pace.recordsPerSecond());
  }

  @Override
  public void end() {
    bar.close();
  }
}
