package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Ways to cut a range that may be cut anywhere. */
final class Cuts {

  private Cuts() {}

  /** Chunks of every size from one byte up, ever fewer of the larger ones, and random cuts. */
  static List<List<ByteRange>> some(Random random, ByteRange whole) {
    List<List<ByteRange>> all = new ArrayList<>();
    for (long bytes = 1; bytes <= whole.length(); bytes += 1 + bytes / 8) {
      all.add(of(whole, bytes));
    }
    for (int i = 0; i < 10; i++) {
      all.add(random(random, whole));
    }
    return all;
  }

  /** Chunks of one size. */
  static List<ByteRange> of(ByteRange whole, long bytes) {
    LineRanges plan = new LineRanges(whole.start(), whole.endExclusive(), bytes);
    return LongStream.range(0, plan.count()).mapToObj(plan::range).toList();
  }

  private static List<ByteRange> random(Random random, ByteRange whole) {
    List<ByteRange> ranges = new ArrayList<>();
    long start = whole.start();
    while (start < whole.endExclusive()) {
      int most = random.nextBoolean() ? 3 : (int) whole.length();
      long end = Math.min(whole.endExclusive(), start + 1 + random.nextInt(most));
      ranges.add(new ByteRange(start, end));
      start = end;
    }
    return ranges;
  }
}
