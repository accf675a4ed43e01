package io.stackseed.benchmarks;

import java.util.Arrays;

/** How the partition keys of a file follow one another. */
enum FileKind {
  /** Another one for each record, in no order. */
  RANDOM("random keys"),

  /** A year's days one after another, as many records each. */
  SORTED("sorted"),

  /** Of ten thousand, each as often as its rank is low: a tenth of all records has the first. */
  ZIPF("zipf"),

  /** Of eight, in no order. */
  FEW("few keys");

  private static final long RANDOM_KEYS = 10_000_000_000L;
  private static final int DAYS = 365;
  private static final int FEW_KEYS = 8;
  private static final double[] ZIPF_SHARES = zipfShares(10_000);

  private final String title;

  FileKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * The number of the partition key, of ten digits at most.
   *
   * @param record from 0
   * @param records of the file
   */
  long partitionKey(long record, long records) {
    return switch (this) {
      case RANDOM -> Math.floorMod(Hash.of(record), RANDOM_KEYS);
      case SORTED -> record * DAYS / records;
      case ZIPF -> zipf((Hash.of(record) >>> 11) * 0x1p-53);
      case FEW -> Math.floorMod(Hash.of(record), FEW_KEYS);
    };
  }

  private static long zipf(double share) {
    int rank = Arrays.binarySearch(ZIPF_SHARES, share);
    return rank < 0 ? -rank - 1 : rank;
  }

  /** The share of a rank and of all before it. */
  private static double[] zipfShares(int keys) {
    double[] shares = new double[keys];
    double sum = 0;
    for (int rank = 0; rank < keys; rank++) {
      sum += 1.0 / (rank + 1);
      shares[rank] = sum;
    }
    for (int rank = 0; rank < keys; rank++) {
      shares[rank] /= sum;
    }
    return shares;
  }
}
