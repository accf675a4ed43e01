package io.stackseed.benchmarks.scale;

import io.stackseed.benchmarks.OnDemandLimit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was going on in each second of a run. */
final class Moments {
  /** Of what a table has, at which the table is what bounds. */
  private static final double FULL = 0.9;

  private static final long MILLIS = 1_000;

  private final long startMillis;
  private final List<Moment> seconds = new ArrayList<>();

  private static final class Moment {
    private final Map<Activity, Long> millis = new EnumMap<>(Activity.class);
    private double unitsPerSecond;
    private double offered;
    private double consumed;
    private long refusedByTable;
    private long refusedByPartition;

    void spent(Activity activity, long more) {
      millis.merge(activity, more, Long::sum);
    }

    long millis(Activity activity) {
      return millis.getOrDefault(activity, 0L);
    }
  }

  /**
   * What was going on for some seconds.
   *
   * @param offered units that the table had
   * @param consumed units that were taken
   */
  record Span(double offered, double consumed, Bound bound) {}

  Moments(long startMillis) {
    this.startMillis = startMillis;
  }

  private Moment at(long millis) {
    int second = (int) ((millis - startMillis) / MILLIS);
    while (seconds.size() <= second) {
      seconds.add(new Moment());
    }
    return seconds.get(second);
  }

  /** A worker has spent its time like that. */
  void spent(Activity activity, long fromMillis, long toMillis) {
    for (long from = fromMillis; from < toMillis; ) {
      long end = startMillis + ((from - startMillis) / MILLIS + 1) * MILLIS;
      long to = Math.min(end, toMillis);
      at(from).spent(activity, to - from);
      from = to;
    }
  }

  /** A call to the table. */
  void called(long nowMillis, double consumed, int refusedByTable, int refusedByPartition) {
    Moment moment = at(nowMillis);
    moment.consumed += consumed;
    moment.refusedByTable += refusedByTable;
    moment.refusedByPartition += refusedByPartition;
  }

  /** The table gave so much from one instant to another. */
  void offered(double unitsPerSecond, long fromMillis, long toMillis) {
    for (long from = fromMillis; from < toMillis; ) {
      long end = startMillis + ((from - startMillis) / MILLIS + 1) * MILLIS;
      long to = Math.min(end, toMillis);
      Moment moment = at(from);
      moment.offered += unitsPerSecond * (to - from) / MILLIS;
      moment.unitsPerSecond = unitsPerSecond;
      from = to;
    }
  }

  int seconds() {
    return seconds.size();
  }

  /** What was going on between two seconds. */
  Span span(int from, int to) {
    Moment sum = new Moment();
    for (Moment moment : seconds.subList(from, to)) {
      sum.offered += moment.offered;
      sum.unitsPerSecond = moment.unitsPerSecond;
      sum.consumed += moment.consumed;
      sum.refusedByTable += moment.refusedByTable;
      sum.refusedByPartition += moment.refusedByPartition;
      moment.millis.forEach(sum::spent);
    }
    return new Span(sum.offered, sum.consumed, bound(sum));
  }

  /**
   * The table, if nearly all that it has is taken; else its partitions, if they refuse more than
   * the whole does; else what most of the workers' time goes to.
   */
  private static Bound bound(Moment sum) {
    if (sum.consumed >= FULL * sum.offered) {
      return sum.unitsPerSecond < OnDemandLimit.QUOTA ? Bound.TABLE_GROWTH : Bound.TABLE_QUOTA;
    }
    if (sum.refusedByPartition > sum.refusedByTable) {
      return Bound.PARTITION_HEAT;
    }
    Activity most = Activity.NOT_INVOKED;
    for (Activity activity : Activity.values()) {
      if (sum.millis(activity) > sum.millis(most)) {
        most = activity;
      }
    }
    return Bound.of(most);
  }

  /** The parts of all time in which each is what bounds, 0 to 1. */
  Map<Bound, Double> shares(int secondsEach) {
    return shares(0, seconds.size(), secondsEach);
  }

  /** The parts of the time between two seconds in which each is what bounds, 0 to 1. */
  Map<Bound, Double> shares(int first, int last, int secondsEach) {
    Map<Bound, Double> shares = new EnumMap<>(Bound.class);
    for (int from = first; from < last; from += secondsEach) {
      int to = Math.min(last, from + secondsEach);
      shares.merge(span(from, to).bound(), (double) (to - from) / (last - first), Double::sum);
    }
    return shares;
  }

  /** The seconds that all workers together have spent like that. */
  double seconds(Activity activity) {
    return (double) seconds.stream().mapToLong(moment -> moment.millis(activity)).sum() / MILLIS;
  }

  /** The parts of what is paid for of the workers' time, 0 to 1. */
  Map<Activity, Double> invokedTime() {
    Map<Activity, Double> shares = new EnumMap<>(Activity.class);
    for (Activity activity : Activity.values()) {
      if (activity.isInvoked()) {
        shares.put(activity, seconds(activity));
      }
    }
    double all = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.replaceAll((activity, spent) -> spent / all);
    return shares;
  }
}
