package io.stackseed.dispatcher;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.ObjectId;
import io.stackseed.run.LeasedWork;
import java.time.Duration;
import java.time.Instant;

/** Cuts an object into chunks, by a pass over its bytes if need be, under the object's lease. */
public final class Splits {
  /** Kept of the invocation for queueing what is cut. */
  private static final Duration QUEUEING = Duration.ofSeconds(30);

  private final Planner planner;
  private final LeasedWork work;

  public Splits(Planner planner, LeasedWork work) {
    this.planner = planner;
    this.work = work;
  }

  /**
   * Cuts the object that a message names.
   *
   * @param until when the invocation must be over
   */
  public Acknowledgement handle(ObjectId object, Instant until) throws InterruptedException {
    return work.carryOut(
        object,
        null,
        until,
        (load, owner) -> planner.goOn(load, object, owner, until.minus(QUEUEING)));
  }
}
