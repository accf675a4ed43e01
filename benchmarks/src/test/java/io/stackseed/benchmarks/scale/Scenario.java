package io.stackseed.benchmarks.scale;

/**
 * What is loaded into what.
 *
 * @param bytes of the source, in its largest unit for people
 * @param itemBytes of each item, as of the record that it is made of
 * @param concurrency the parameter MaximumConcurrency
 * @param memoryMegabytes the parameter ChunksMemory
 */
record Scenario(
    long bytes, int itemBytes, TableSetting table, int concurrency, int memoryMegabytes) {
  /** What the template has. */
  static final int DEFAULT_CONCURRENCY = 25;

  static final int DEFAULT_MEMORY = 1_024;

  /** Of memory, that come with a whole processor ("Configure Lambda function memory"). */
  static final int MEGABYTES_OF_A_PROCESSOR = 1_769;

  private static final long GIGABYTE = 1_000_000_000L;

  static Scenario ofDefaults(long gigabytes, int itemBytes, TableSetting table) {
    return new Scenario(
        gigabytes * GIGABYTE, itemBytes, table, DEFAULT_CONCURRENCY, DEFAULT_MEMORY);
  }

  Scenario with(int otherConcurrency, int otherMemory) {
    return new Scenario(bytes, itemBytes, table, otherConcurrency, otherMemory);
  }

  String size() {
    return bytes % (1_000 * GIGABYTE) == 0
        ? bytes / (1_000 * GIGABYTE) + " TB"
        : bytes / GIGABYTE + " GB";
  }

  String title() {
    return size() + ", " + table.title();
  }

  /** The part of a processor that a worker has; a second one would be of no use to it. */
  double processor() {
    return Math.min(1, (double) memoryMegabytes / MEGABYTES_OF_A_PROCESSOR);
  }

  Batches source() {
    return Batches.ofBytes(bytes, itemBytes);
  }
}
