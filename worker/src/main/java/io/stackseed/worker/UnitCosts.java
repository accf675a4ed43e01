package io.stackseed.worker;

/**
 * What an item costs beside the units of the table itself: every index it is in costs as well, more
 * if it replaces an item. Only ConsumedCapacity tells, and outlives a chunk.
 */
final class UnitCosts {
  /** Table units that what is known is worth at most, so that a change is noticed. */
  private static final double MEMORY = 10_000;

  private double consumed;
  private double written;

  /**
   * @param indexes secondary indexes: until something is known, each is thought to hold every item
   */
  UnitCosts(int indexes) {
    this.written = 1;
    this.consumed = 1.0 + indexes;
  }

  /** The units that so many of the table probably cost. */
  double of(double tableUnits) {
    return tableUnits * consumed / written;
  }

  /** Learns from a call. */
  void learn(double tableUnits, double units) {
    written += tableUnits;
    consumed += units;
    if (written > MEMORY) {
      consumed *= MEMORY / written;
      written = MEMORY;
    }
  }
}
