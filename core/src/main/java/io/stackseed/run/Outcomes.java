package io.stackseed.run;

/** Where the ends of runs are published, for whoever wants to know of them. */
public interface Outcomes {
  /**
   * Publishes the end of a run, in a few seconds or not at all. Crash before or after: the same is
   * published again later, so a subscriber may hear of an end twice and knows it by its RunId.
   *
   * @return false if it was not taken, or not in time: trying again later is right
   */
  boolean publish(Announcement announcement);
}
