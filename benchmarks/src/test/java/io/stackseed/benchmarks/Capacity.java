package io.stackseed.benchmarks;

import io.stackseed.benchmarks.CapacityTrial.Queueing;
import java.io.PrintStream;

/** How well workers use a table that throttles them, in simulated time. */
public final class Capacity {

  private static final long SEED = 1;

  private Capacity() {}

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = System.out;
    for (int i = 0; i + 3 < arguments.length; i += 4) {
      FileKind kind = FileKind.valueOf(arguments[i]);
      int workers = Integer.parseInt(arguments[i + 1]);
      Provision p =
          switch (arguments[i + 2]) {
            case "4" -> Provision.of(4, 4000);
            case "40" -> Provision.of(40, 40000);
            case "burst" -> Provision.bursting(4, 1000);
            default -> Provision.onDemand();
          };
      Queueing q = Queueing.valueOf(arguments[i + 3]);
      long start = System.nanoTime();
      KeyFile file = new KeyFile(kind, (long) (240 * p.unitsPerSecond()));
      CapacityFigures f = new CapacityTrial(file, p, SEED).run(workers, q);
      out.printf("%s %d %s %s: %s  (%.1f s)%n", kind, workers, p.title(), q, f,
          (System.nanoTime() - start) / 1e9);
    }
  }
}
