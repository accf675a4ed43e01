package io.stackseed.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  /** A link within the project: a path, an anchor or both. */
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "benchmarks/README.md",
        "sample-data/README.md",
        "docs/ARCHITECTURE.md",
        "docs/COMPARISON.md",
        "docs/DECISIONS.md",
        "docs/INVARIANTS.md",
        "docs/LIVE-CHECKS.md",
        "docs/OPERATIONS.md",
        "docs/PERFORMANCE.md",
        "docs/PROTOCOL-CASES.md",
        "docs/RECIPES.md"
      })
  void everyLinkLeadsSomewhere(String document) throws IOException {
    Path file = ROOT.resolve(document);
    Set<String> broken = new TreeSet<>();
    Matcher link = LINK.matcher(Files.readString(file));
    while (link.find()) {
      Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1)).normalize();
      boolean there =
          Files.exists(target)
              && (link.group(2) == null || anchors(target).contains(link.group(2)));
      if (!there) {
        broken.add(link.group());
      }
    }

    assertThat(broken).as("links of %s that lead nowhere", document).isEmpty();
  }

  @Test
  void theStackPolicyNamesWhatIsInTheTemplate() throws IOException {
    Set<String> named =
        all(Pattern.compile("LogicalResourceId/(\\w+)"), "templates/stack-policy.json");

    assertThat(Template.read(ROOT.resolve("templates/ingest.yaml")).resources().keySet())
        .containsAll(named);
    assertThat(named).contains("IngestTopic");
  }

  /** What is deployed without a bucket may have 51,200 bytes ("CloudFormation quotas"). */
  @Test
  void theTemplateIsDeployedThroughABucket() throws IOException {
    assertThat(Files.size(ROOT.resolve("templates/ingest.yaml"))).isBetween(51_201L, 1_000_000L);
    for (String document : List.of("README.md", "docs/OPERATIONS.md", "docs/LIVE-CHECKS.md")) {
      assertThat(all(Pattern.compile("deploy --template-file packaged.yaml( \\S+)"), document))
          .as(document)
          .containsExactly(" --s3-bucket");
    }
  }

  /** The anchors of a document's headings, as the usual readers of Markdown make them. */
  private static Set<String> anchors(Path document) throws IOException {
    return Pattern.compile("(?m)^#+ (.*)$")
        .matcher(Files.readString(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .collect(Collectors.toCollection(TreeSet::new));
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
