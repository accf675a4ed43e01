package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.benchmarks.WritePath.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The client's CPU for an item that is written, of each {@link Side}, as a table of ratios. The
 * endpoint answers from a process of its own, so that its CPU counts for nobody; each side runs in
 * several JVMs of its own, in turns.
 */
public final class WriteCpu {

  /** A chunk of the usual size. */
  private static final long COLD_BYTES = 4 << 20;

  private static final long ROUND_BYTES = 16 << 20;
  private static final int ORDERS_PER_PAGE = 1_000;
  private static final int FORKS = 3;

  /** It takes the compilers a million items to come to rest. */
  private static final int WARM_UP_ROUNDS = 25;

  private static final int ROUNDS = 6;

  private WriteCpu() {}

  /**
   * Checks that both send the same, measures both, prints the table.
   *
   * @throws IllegalStateException if they do not
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    OrderFile file = orders(COLD_BYTES);
    verify(file);
    System.out.printf(
        "Java %s; %,d bytes a line; cold: the first %,d items of a JVM; %d JVMs each%n%n",
        System.getProperty("java.version"), file.sizeBytes() / file.orders(), file.orders(), FORKS);
    System.out.println(measured());
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
    Set<Long> contents = new HashSet<>();
    for (Side side : Side.values()) {
      SentItems sent = new SentItems();
      try (StubDynamoDb stub = new StubDynamoDb(sent::add)) {
        WritePath path = side.open(stub.endpoint());
        path.prepare(file);
        path.load(file);
      }
      requireAll(side.label(), file, sent);
      contents.add(sent.contentChecksum());
    }
    if (contents.size() != 1) {
      throw new IllegalStateException("the sides do not send the same");
    }
  }

  static void requireAll(String side, OrderFile file, SentItems sent) {
    if (sent.items() != file.orders() || sent.checksum() != file.checksum()) {
      throw new IllegalStateException(
          "%s: of %,d orders %,d arrived; checksum %x, and not %x"
              .formatted(side, file.orders(), sent.items(), sent.checksum(), file.checksum()));
    }
  }

  private static CpuTable measured() throws IOException, InterruptedException {
    CpuTable table = new CpuTable(Side.PLAIN.label());
    Process stub = java(StubDynamoDb.class, List.of("-Dsun.net.httpserver.nodelay=true"));
    try (BufferedReader answers = reader(stub)) {
      URI endpoint = URI.create(answers.readLine());
      for (int fork = 0; fork < FORKS; fork++) {
        for (Side side : Side.values()) {
          fork(side, endpoint).forEach(sample -> table.add(side.label(), sample));
        }
      }
    } finally {
      stub.destroy();
    }
    return table;
  }

  private static List<CpuSample> fork(Side side, URI endpoint)
      throws IOException, InterruptedException {
    Process fork =
        java(
            WriteCpuFork.class,
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            side.name(),
            endpoint.toString(),
            Long.toString(COLD_BYTES),
            Long.toString(ROUND_BYTES),
            Integer.toString(WARM_UP_ROUNDS),
            Integer.toString(ROUNDS));
    List<CpuSample> samples;
    try (BufferedReader lines = reader(fork)) {
      samples = lines.lines().map(CpuSample::parse).toList();
    }
    if (fork.waitFor() != 0) {
      throw new IllegalStateException(side.label() + " failed");
    }
    return samples;
  }

  private static Process java(Class<?> main, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }
}
