package io.stackseed.benchmarks.endtoend;

import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.Home;
import io.stackseed.benchmarks.report.Plot;
import io.stackseed.benchmarks.report.Plot.Line;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Samples;
import io.stackseed.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run takes from its request to its end on the embedded services, beside the least that
 * anybody could take to write the same items to the same DynamoDB. All of it shares the machine:
 * services, functions and loops. The request's own way (topic, functions' start, queues) is in
 * Stackseed's time, and in nobody else's.
 */
public final class EndToEnd implements Benchmark {
  private static final int SMALL = 10_000;
  private static final int MOST_TO_WARM_UP = 100_000;
  private static final double NANOS = 1e9;

  private final List<Integer> counts;
  private final int rounds;

  /**
   * @param counts of records, each a multiple of 1,000
   * @param rounds of each, after one of no more than 100,000 to warm up
   */
  public EndToEnd(List<Integer> counts, int rounds) {
    this.counts = List.copyOf(counts);
    this.rounds = rounds;
  }

  @Override
  public Report run(Size size) throws Exception {
    List<Integer> measured = size == Size.SMOKE ? List.of(1_000) : counts;
    int times = size == Size.SMOKE ? 1 : rounds;
    try (Account account = Account.start(Home.folder().resolve("templates/ingest.yaml"))) {
      List<Table> tables = new ArrayList<>();
      List<Double> x = new ArrayList<>();
      List<Double> own = new ArrayList<>();
      List<Double> ceiling = new ArrayList<>();
      for (int count : measured) {
        Samples samples = new Samples();
        boolean isWarmedUpBySame = size == Size.FULL && count <= MOST_TO_WARM_UP;
        if (count > MOST_TO_WARM_UP) {
          compare(account, Orders.of(MOST_TO_WARM_UP), 1, 0, samples);
        }
        compare(account, Orders.of(count), isWarmedUpBySame ? 1 : 0, times, samples);
        tables.add(
            samples.costs(
                String.format(
                    Locale.ROOT, "%,d records of some 310 bytes, on the embedded services", count),
                "seconds",
                "%.2f",
                Loaders.STACKSEED));
        x.add((double) count);
        own.add(samples.median(Loaders.STACKSEED));
        ceiling.add(samples.median(Loaders.CEILING));
      }
      return new Report(
          tables,
          x.size() < 2
              ? List.of()
              : List.of(
                  new Plot(
                      "end-to-end",
                      "From the request to its end, on the embedded services",
                      "records",
                      "seconds",
                      Plot.Kind.LOGARITHMIC,
                      List.of(
                          new Line(Loaders.STACKSEED, x, own),
                          new Line(Loaders.CEILING, x, ceiling)))));
    }
  }

  /** Lets all ways take turns. */
  private static void compare(
      Account account, Orders orders, int warmUpRounds, int rounds, Samples samples)
      throws Exception {
    List<Loader> loaders = new ArrayList<>();
    try {
      loaders.add(Loaders.stackseed(account, orders));
      loaders.add(Loaders.ceiling(account, orders));
      if (orders.count() <= SMALL) {
        loaders.add(Loaders.putItem(account, orders));
        Loaders.boto3(account, orders).ifPresent(loaders::add);
      }
      for (int round = -warmUpRounds; round < rounds; round++) {
        for (Loader loader : loaders) {
          double seconds = seconds(account, loader, orders);
          if (round >= 0) {
            samples.add(loader.label(), seconds);
          }
        }
      }
    } finally {
      for (Loader loader : loaders) {
        loader.close();
      }
    }
  }

  /** Of the load alone; what is in the table is checked after. */
  private static double seconds(Account account, Loader loader, Orders orders) throws Exception {
    String table = account.newTable();
    long start = System.nanoTime();
    loader.load(table);
    double seconds = (System.nanoTime() - start) / NANOS;
    System.err.printf(Locale.ROOT, "%,d by %s: %.2f s%n", orders.count(), loader.label(), seconds);
    account.requireAll(table, orders);
    account.delete(table);
    return seconds;
  }
}
