package io.stackseed.benchmarks.writecpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.benchmarks.Benchmark;
import io.stackseed.benchmarks.Jvm;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.report.Report;
import io.stackseed.benchmarks.report.Samples;
import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.writecpu.CpuSample.Kind;
import io.stackseed.benchmarks.writecpu.WritePath.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.List;

/**
 * The client's CPU for an item that is written, of each {@link Side} and of other programs where
 * they are installed. The endpoint answers from a process of its own, so that its CPU counts for
 * nobody; each side runs in several JVMs of its own, in turns.
 */
public final class WriteCpu implements Benchmark {
  /** A chunk of the usual size. */
  private static final long COLD_BYTES = 4 << 20;

  private static final long ROUND_BYTES = 16 << 20;
  private static final int ORDERS_PER_PAGE = 1_000;

  /**
   * How much is done.
   *
   * @param first what a JVM loads first
   * @param file what a JVM loads once it is warm
   * @param few what a program loads that is far slower
   * @param forks JVMs of a side that get warm
   * @param coldForks JVMs of a side that load no more than the first
   * @param cliRounds loads by the AWS CLI
   * @param options of those JVMs
   */
  private record Extent(
      OrderFile first,
      OrderFile file,
      OrderFile few,
      int forks,
      int coldForks,
      int mostWarmUpRounds,
      int rounds,
      int cliRounds,
      List<String> options) {
    static Extent of(Size size) {
      return size == Size.FULL
          // It takes the compilers a million items and more to come to rest.
          ? new Extent(
              orders(COLD_BYTES),
              orders(ROUND_BYTES),
              OrderFile.lines(100, 1),
              2,
              3,
              60,
              6,
              5,
              Jvm.STEADY_HEAP)
          : new Extent(
              OrderFile.lines(50, 1),
              OrderFile.lines(50, 1),
              OrderFile.lines(25, 1),
              1,
              0,
              0,
              1,
              0,
              List.of("-XX:TieredStopAtLevel=1"));
    }
  }

  /**
   * Checks that all send the same, then measures them.
   *
   * @throws IllegalStateException if they do not
   */
  @Override
  public Report run(Size size) throws IOException, InterruptedException {
    Extent extent = Extent.of(size);
    verify(extent.first());
    String boto3 = Boto3.label();
    String awsCli = AwsCli.label();
    String heading =
        String.format(
            "CPU of the client; %,d bytes a line%s%s",
            extent.file().sizeBytes() / extent.file().orders(),
            boto3.isEmpty() ? "; boto3 is not installed" : "",
            awsCli.isEmpty() ? "; the AWS CLI is not installed" : "");
    Samples warm = new Samples();
    Samples cold = new Samples();
    Process stub =
        Jvm.process(StubDynamoDb.class, List.of("-Dsun.net.httpserver.nodelay=true"), List.of())
            .start();
    try (BufferedReader answers = reader(stub)) {
      URI endpoint = URI.create(answers.readLine());
      for (int fork = 0; fork < extent.forks() + extent.coldForks(); fork++) {
        for (Side side : Side.values()) {
          for (CpuSample sample : fork(side, endpoint, extent, fork < extent.forks())) {
            (sample.kind() == Kind.COLD ? cold : warm).add(side.label(), sample.microsPerItem());
          }
        }
      }
      if (!boto3.isEmpty()) {
        addBoto3(boto3, endpoint, extent, cold, warm);
      }
      if (!awsCli.isEmpty()) {
        addAwsCli(awsCli, endpoint, extent, warm);
      }
    } finally {
      stub.destroy();
    }
    return Report.of(
        table(warm, heading + "; warm"),
        table(
            cold,
            String.format(
                "%s; cold: the first %,d items of a process", heading, extent.first().orders())));
  }

  private static Table table(Samples samples, String title) {
    return samples.costs(title, "µs an item", "%,.1f", Side.STACKSEED.label());
  }

  /** Orders of as many bytes, or up to a page more. */
  static OrderFile orders(long bytes) {
    return OrderFile.lines(ORDERS_PER_PAGE, bytes);
  }

  /**
   * Loads a file by each side into an endpoint that reads what is sent.
   *
   * @throws IllegalStateException if it is anything but the file's orders, or not the same of both
   */
  static void verify(OrderFile file) throws IOException, InterruptedException {
    SentItems plain = sent(Side.PLAIN, file);
    for (Side side : Side.values()) {
      SentItems sent = sent(side, file);
      requireAll(side.label(), file, sent, plain.contentChecksum());
      if (!sent.asksForCapacity()) {
        throw new IllegalStateException(side.label() + " does not ask for what it consumed");
      }
    }
  }

  private static SentItems sent(Side side, OrderFile file)
      throws IOException, InterruptedException {
    return sent(
        endpoint -> {
          WritePath path = side.open(endpoint);
          path.prepare(file);
          path.load(file);
        });
  }

  /** What loads something. */
  @FunctionalInterface
  private interface Loading {
    void into(URI endpoint) throws IOException, InterruptedException;
  }

  private static SentItems sent(Loading loading) throws IOException, InterruptedException {
    SentItems sent = new SentItems();
    try (StubDynamoDb stub = new StubDynamoDb(sent::add)) {
      loading.into(stub.endpoint());
    }
    return sent;
  }

  static void requireAll(String side, OrderFile file, SentItems sent, long contentChecksum) {
    if (sent.items() != file.orders() || sent.checksum() != file.checksum()) {
      throw new IllegalStateException(
          "%s: of %,d orders %,d arrived; checksum %x, and not %x"
              .formatted(side, file.orders(), sent.items(), sent.checksum(), file.checksum()));
    }
    if (sent.contentChecksum() != contentChecksum) {
      throw new IllegalStateException(side + " does not send what the plain loop sends");
    }
  }

  private static void addBoto3(
      String label, URI endpoint, Extent extent, Samples cold, Samples warm)
      throws IOException, InterruptedException {
    OrderFile file = extent.few();
    SentItems sent = sent(stub -> Boto3.load(stub, file, 1));
    requireAll(label, file, sent, sent(Side.PLAIN, file).contentChecksum());
    for (int fork = 0; fork < extent.forks() + extent.coldForks(); fork++) {
      int rounds = 1 + (fork < extent.forks() ? extent.rounds() : 0);
      for (CpuSample sample : Boto3.load(endpoint, extent.first(), rounds)) {
        (sample.kind() == Kind.COLD ? cold : warm).add(label, sample.microsPerItem());
      }
    }
  }

  private static void addAwsCli(String label, URI endpoint, Extent extent, Samples warm)
      throws IOException, InterruptedException {
    OrderFile file = extent.few();
    SentItems sent = sent(stub -> AwsCli.load(stub, file));
    requireAll(label, file, sent, sent(Side.PLAIN, file).contentChecksum());
    for (int round = 0; round < extent.cliRounds(); round++) {
      warm.add(label, AwsCli.load(endpoint, file).microsPerItem());
    }
  }

  private static List<CpuSample> fork(Side side, URI endpoint, Extent extent, boolean isWarmed)
      throws IOException, InterruptedException {
    Process fork =
        Jvm.process(
                WriteCpuFork.class,
                extent.options(),
                List.of(
                    side.name(),
                    endpoint.toString(),
                    Long.toString(extent.first().sizeBytes()),
                    Long.toString(extent.file().sizeBytes()),
                    Integer.toString(isWarmed ? extent.mostWarmUpRounds() : 0),
                    Integer.toString(isWarmed ? extent.rounds() : 0)))
            .start();
    List<CpuSample> samples;
    try (BufferedReader lines = reader(fork)) {
      samples = lines.lines().map(CpuSample::parse).toList();
    }
    if (fork.waitFor() != 0) {
      throw new IllegalStateException(side.label() + " failed");
    }
    return samples;
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }
}
