package io.stackseed.benchmarks.coldstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JDK or JRE that can run the functions.
 *
 * @param version as its file {@code release} has it
 */
record Jdk(Path home, String version) {
  /** Where others are named, separated as in a path. */
  static final String VARIABLE = "BENCHMARK_JDKS";

  private static final Path SYSTEM = Path.of("/usr/lib/jvm");
  private static final int OLDEST = 17;

  /** This one first, then those of the variable, then the system's; each once. */
  static List<Jdk> found() throws IOException {
    Set<Path> homes = new LinkedHashSet<>();
    homes.add(current().home().toRealPath());
    String named = System.getenv(VARIABLE);
    if (named != null) {
      for (String home : named.split(File.pathSeparator, -1)) {
        homes.add(Path.of(home).toRealPath());
      }
    }
    if (Files.isDirectory(SYSTEM)) {
      try (Stream<Path> entries = Files.list(SYSTEM)) {
        for (Path entry : entries.sorted().toList()) {
          homes.add(entry.toRealPath());
        }
      }
    }
    List<Jdk> jdks = new ArrayList<>();
    for (Path home : homes) {
      Path release = home.resolve("release");
      if (Files.isExecutable(home.resolve("bin/java")) && Files.isReadable(release)) {
        Jdk jdk = new Jdk(home, version(release));
        if (jdk.feature() >= OLDEST) {
          jdks.add(jdk);
        }
      }
    }
    return jdks;
  }

  /** The one that runs this. */
  static Jdk current() {
    return new Jdk(Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
  }

  Path java() {
    return home.resolve("bin/java");
  }

  private int feature() {
    return Runtime.Version.parse(version).feature();
  }

  private static String version(Path release) throws IOException {
    return Arrays.stream(Files.readString(release, UTF_8).split("\n", -1))
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.substring(line.indexOf('=') + 1).strip().replace("\"", ""))
        .findFirst()
        // As Java 8 has it, which is too old.
        .orElse("8");
  }
}
