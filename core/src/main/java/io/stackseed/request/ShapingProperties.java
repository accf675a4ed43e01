package io.stackseed.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.shape.AttributePath;
import io.stackseed.shape.ShapingRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The properties that say what becomes of items before they are written. */
final class ShapingProperties {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /** Of two texts that say the same one comes out, whatever order their names are in. */
  private static final ObjectWriter SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build().writer();

  private ShapingProperties() {}

  /**
   * @throws FailureException naming the property, the value and what would do
   */
  static ShapingRequest read(PropertyReader reader) {
    BigDecimal percent = percent(reader.optional("SamplePercent"));
    String by = reader.optional("SampleBy");
    if (by != null && percent == null) {
      throw invalid(
          "SampleBy",
          "'%s' says nothing without SamplePercent".formatted(by),
          "Set SamplePercent too, or remove SampleBy");
    }
    List<AttributePath> remove = paths("Remove", reader.list("Remove"));
    List<AttributePath> hash = paths("Hash", reader.list("Hash"));
    Map<AttributePath, JsonNode> set = new LinkedHashMap<>();
    reader
        .nodes("Set", "map of literals")
        .forEach((text, literal) -> set.put(path("Set", text), literal));
    requireApart("Remove", remove);
    requireApart("Hash", hash);
    requireApart("Set", set.keySet());
    requireKept("Hash", hash, "Remove, which drops", remove);
    requireKept("Remove", remove, "Set, which replaces", set.keySet());
    requireKept("Hash", hash, "Set, which replaces", set.keySet());
    boolean isSample = percent != null && percent.compareTo(WHOLE) < 0;
    return new ShapingRequest(isSample ? percent : null, isSample ? by : null, remove, hash, set);
  }

  /** What asks for another ingest when it changes; nothing for what is not set. */
  static List<String> reingestTexts(ShapingRequest shaping) {
    List<String> texts = new ArrayList<>();
    if (shaping.samplePercent() != null) {
      texts.add("SamplePercent " + shaping.samplePercent().stripTrailingZeros().toPlainString());
    }
    if (shaping.sampleBy() != null) {
      texts.add("SampleBy " + shaping.sampleBy());
    }
    if (!shaping.remove().isEmpty()) {
      texts.add("Remove " + digest(shaping.remove()));
    }
    if (!shaping.hash().isEmpty()) {
      texts.add("Hash " + digest(shaping.hash()));
    }
    if (!shaping.set().isEmpty()) {
      Map<String, String> literals = new TreeMap<>();
      shaping.set().forEach((path, literal) -> literals.put(path.toString(), sorted(literal)));
      List<String> all = new ArrayList<>(literals.keySet());
      all.addAll(literals.values());
      texts.add("Set " + Digests.of(all.toArray(String[]::new)));
    }
    return texts;
  }

  private static String digest(List<AttributePath> paths) {
    return Digests.of(paths.stream().map(AttributePath::toString).toArray(String[]::new));
  }

  private static String sorted(JsonNode literal) {
    try {
      return SORTED.writeValueAsString(literal);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can be written", e);
    }
  }

  private static @Nullable BigDecimal percent(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?")) {
      BigDecimal percent = new BigDecimal(text);
      if (percent.signum() > 0 && percent.compareTo(WHOLE) <= 0) {
        return percent;
      }
    }
    throw invalid(
        "SamplePercent",
        "'%s' is not allowed".formatted(text),
        "Use a number above 0 and up to 100, of at most six decimals, such as 2.5");
  }

  private static List<AttributePath> paths(String property, @Nullable List<String> texts) {
    return texts == null ? List.of() : texts.stream().map(text -> path(property, text)).toList();
  }

  private static AttributePath path(String property, String text) {
    try {
      return AttributePath.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(
          property,
          "'%s' is no path: %s".formatted(text, e.getMessage()),
          "Separate names by '.', and write '\\.' for a dot in a name");
    }
  }

  private static void requireApart(String property, Collection<AttributePath> paths) {
    List<AttributePath> seen = new ArrayList<>();
    for (AttributePath path : paths) {
      if (seen.contains(path)) {
        throw invalid(property, "'%s' is given twice".formatted(path), "Name it once");
      }
      for (AttributePath other : seen) {
        requireOutside(property, path, other);
        requireOutside(property, other, path);
      }
      seen.add(path);
    }
  }

  private static void requireOutside(String property, AttributePath path, AttributePath around) {
    if (path.isWithin(around)) {
      throw invalid(
          property,
          "'%s' lies within '%s', which is given too".formatted(path, around),
          "Remove one of them");
    }
  }

  /** What another property does away with is not to be changed. */
  private static void requireKept(
      String property,
      Collection<AttributePath> paths,
      String other,
      Collection<AttributePath> done) {
    for (AttributePath path : paths) {
      for (AttributePath gone : done) {
        if (path.isWithin(gone)) {
          throw invalid(
              property,
              "'%s' contradicts %s '%s'".formatted(path, other, gone),
              "Remove one of them");
        }
      }
    }
  }

  private static FailureException invalid(String property, String problem, String remedy) {
    return new FailureException(new InvalidProperty(property, problem, remedy));
  }
}
