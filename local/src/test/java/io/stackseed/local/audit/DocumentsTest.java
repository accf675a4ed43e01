package io.stackseed.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the documents against the tests they name. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][A-Za-z]*(?:Test|IT|Contract))(?:\\.([a-z][A-Za-z]*))?`");

  @ParameterizedTest
  @ValueSource(strings = {"docs/PROTOCOL-CASES.md", "docs/INVARIANTS.md"})
  void everyTestThatIsNamedIsThere(String document) throws IOException {
    Map<String, String> tests = tests();
    Set<String> missing = new TreeSet<>();
    Matcher named = NAMED.matcher(Files.readString(ROOT.resolve(document)));
    int count = 0;
    while (named.find()) {
      count++;
      String method = named.group(2);
      String text = tests.getOrDefault(named.group(1), "");
      if (text.isEmpty() || (method != null && !text.contains("void " + method + "("))) {
        missing.add(named.group());
      }
    }

    assertThat(missing).as("tests that %s names and nobody wrote", document).isEmpty();
    assertThat(count).isGreaterThan(10);
  }

  @Test
  void everyPlantedFaultIsNamedWithItsInvariant() throws IOException {
    Set<String> named = all(Pattern.compile("“([^”]+)”"), "docs/INVARIANTS.md");
    Set<String> planted =
        all(
            Pattern.compile("all\\.put\\(\"([^\"]+)\""),
            "simulation/src/test/java/io/stackseed/simulation/Plants.java");

    assertThat(planted).hasSizeGreaterThanOrEqualTo(14);
    assertThat(named).isEqualTo(planted);
  }

  private static Set<String> all(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The texts of all test classes, those of one name in two modules together. */
  private static Map<String, String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  DocumentsTest::text,
                  String::concat));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
