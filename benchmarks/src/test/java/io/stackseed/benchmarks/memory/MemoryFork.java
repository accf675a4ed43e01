package io.stackseed.benchmarks.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.benchmarks.Jvm;
import java.io.IOException;
import java.util.List;

/** One load, in a JVM of its own. */
final class MemoryFork {
  static final int MAX_HEAP_MEBIBYTES = 256;

  /** The collector is the one that Lambda takes for functions of this size. */
  private static final List<String> OPTIONS =
      List.of("-Xmx" + MAX_HEAP_MEBIBYTES + "m", "-XX:+UseSerialGC");

  private MemoryFork() {}

  /**
   * Loads a file in a JVM that has no more heap than that.
   *
   * @throws IllegalStateException if anything got lost, or the heap did not suffice
   */
  static Peak start(Source source, long bytes) throws IOException, InterruptedException {
    Process fork =
        Jvm.process(MemoryFork.class, OPTIONS, List.of(source.name(), Long.toString(bytes)))
            .start();
    String output = new String(fork.getInputStream().readAllBytes(), UTF_8);
    if (fork.waitFor() != 0) {
      throw new IllegalStateException(source.key() + " failed: what it says stands above");
    }
    return new JsonMapper().readValue(output, Peak.class);
  }

  /**
   * Prints the {@link Peak} in JSON.
   *
   * @param arguments the source, and the bytes of its content
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Peak peak = Source.valueOf(arguments[0]).proof(Long.parseLong(arguments[1])).load();
    System.out.println(new JsonMapper().writeValueAsString(peak));
    // Threads that read ahead must not keep it.
    System.exit(0);
  }
}
