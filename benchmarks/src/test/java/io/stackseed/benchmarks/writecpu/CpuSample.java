package io.stackseed.benchmarks.writecpu;

/**
 * CPU that one load took.
 *
 * @param nanos of the whole process, on all of its threads
 */
record CpuSample(Kind kind, long items, long nanos) {

  /** Whether it was the first load of its JVM. */
  enum Kind {
    COLD,
    WARM
  }

  /** As one process tells it to another. */
  String line() {
    return kind + " " + items + " " + nanos;
  }

  /**
   * What {@link #line} says.
   *
   * @throws IllegalArgumentException if the line is none of its making
   */
  static CpuSample parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    return new CpuSample(
        Kind.valueOf(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
  }

  double microsPerItem() {
    return nanos / 1e3 / items;
  }
}
