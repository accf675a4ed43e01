package io.stackseed.simulation;

import io.stackseed.run.Announcement;
import io.stackseed.run.Outcomes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The topic at which the ends of runs are published, and what its subscribers have heard. */
final class OutcomeTopic implements Outcomes {
  private final World world;
  private final Map<String, Announcement> heard = new HashMap<>();

  OutcomeTopic(World world) {
    this.world = world;
  }

  @Override
  public boolean publish(Announcement announcement) {
    try {
      return world.calls.make("publish", announcement.runId(), () -> take(announcement));
    } catch (ServiceFailure e) {
      return false;
    }
  }

  private boolean take(Announcement announcement) {
    if (world.hazards.strikes(Hazard.ANNOUNCEMENT_REFUSED)) {
      return false;
    }
    String runId = announcement.runId();
    Entry entry = Objects.requireNonNull(world.ledger.entry(runId));
    Violation.unless(
        entry.outcome() != null && entry.outcome().state() == announcement.state(),
        "%s is announced as %s, and is %s",
        entry,
        announcement.state(),
        entry.state());
    Announcement before = heard.putIfAbsent(runId, announcement);
    Violation.unless(
        before == null || before.equals(announcement),
        "%s is announced twice, and not alike: %s and %s",
        entry,
        before,
        announcement);
    world.tally.count(before == null ? "ends announced" : "ends announced again");
    return true;
  }

  /** True if anybody has heard of the run's end. */
  boolean hasHeardOf(String runId) {
    return heard.containsKey(runId);
  }
}
