package io.stackseed.benchmarks.scale;

/**
 * What a run costs, in US dollars, without what a CloudWatch log group takes and what AWS charges
 * once for warm throughput.
 *
 * @param items the write units of every item once, on demand
 * @param again those of items that were written twice
 * @param progress the progress table
 * @param duration of Lambda
 * @param invocations of Lambda
 * @param queues requests to SQS
 * @param objects requests to S3
 */
record Bill(
    double items,
    double again,
    double progress,
    double duration,
    double invocations,
    double queues,
    double objects) {
  private static final double MEGABYTES_OF_A_GIGABYTE = 1_024;
  private static final double MILLIS = 1_000;

  static Bill of(Figures figures) {
    Usage usage = figures.usage();
    double gigabytes = figures.scenario().memoryMegabytes() / MEGABYTES_OF_A_GIGABYTE;
    return new Bill(
        figures.units() * Prices.WRITE_REQUEST_UNIT,
        (usage.itemWriteUnits - figures.units()) * Prices.WRITE_REQUEST_UNIT,
        usage.progressWriteUnits * Prices.WRITE_REQUEST_UNIT
            + usage.progressReadUnits * Prices.READ_REQUEST_UNIT,
        usage.invokedMillis / MILLIS * gigabytes * Prices.LAMBDA_GIGABYTE_SECOND,
        usage.invocations * Prices.LAMBDA_REQUEST,
        usage.queueRequests * Prices.SQS_REQUEST,
        usage.sourceGets * Prices.S3_GET);
  }

  /** Of Lambda, SQS and S3. */
  double requests() {
    return invocations + queues + objects;
  }

  double beyond() {
    return again + progress + duration + requests();
  }

  /** By what the items cost that had to be written anyway. */
  double beyondShare() {
    return beyond() / items;
  }
}
