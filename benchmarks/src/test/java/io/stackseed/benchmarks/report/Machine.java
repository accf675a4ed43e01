package io.stackseed.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Where and when something was measured.
 *
 * @param date in UTC
 */
public record Machine(
    String date, String processor, int cores, long memoryBytes, String system, String java) {

  public static Machine here() throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        LocalDate.now(ZoneOffset.UTC).toString(),
        processorName(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion(),
        System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  /**
   * Of the last minute, in processes that wanted to run; negative where it is not known. Other work
   * comes and goes, so every benchmark has its own.
   */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** In a line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s; %d cores of %s, %d GB; %s; %s",
        date,
        cores,
        processor,
        memoryBytes >> 30,
        system,
        java);
  }

  private static String processorName() throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpus)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(cpus, UTF_8).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
