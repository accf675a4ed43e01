package io.stackseed.run;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was announced, and fails as often as it is told to. */
public final class RecordingOutcomes implements Outcomes {
  private final List<Announcement> published = new ArrayList<>();
  private int failures;

  /** The next announcements are not taken. */
  public synchronized void fail(int times) {
    failures = times;
  }

  @Override
  public synchronized boolean publish(Announcement announcement) {
    if (failures > 0) {
      failures--;
      return false;
    }
    return published.add(announcement);
  }

  /** What was taken so far, oldest first. */
  public synchronized List<Announcement> published() {
    return List.copyOf(published);
  }
}
