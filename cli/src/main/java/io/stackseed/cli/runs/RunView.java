package io.stackseed.cli.runs;

/** How somebody who waits for a run sees it. */
interface RunView {

  /** Shows how it stands; called again and again, also when nothing has changed. */
  void show(Pace pace);

  /** Nothing more is shown. */
  void end();
}
