package io.stackseed.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A template parameter and what CloudFormation checks of its value. */
public record Parameter(
    String name,
    String type,
    Optional<String> defaultValue,
    List<String> allowedValues,
    Optional<Pattern> allowedPattern,
    OptionalLong minimumLength,
    OptionalLong maximumLength,
    Optional<BigDecimal> minimum,
    Optional<BigDecimal> maximum,
    Optional<String> constraintDescription) {

  private static final Set<String> TYPES =
      Set.of("String", "Number", "List<Number>", "CommaDelimitedList");

  private static final Set<String> FIELDS =
      Set.of(
          "Type",
          "Default",
          "AllowedValues",
          "AllowedPattern",
          "MinLength",
          "MaxLength",
          "MinValue",
          "MaxValue",
          "ConstraintDescription",
          "Description",
          "NoEcho");

  public Parameter {
    allowedValues = List.copyOf(allowedValues);
  }

  static Parameter of(String name, JsonNode declared) {
    declared
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw new TemplateException(
                    "Parameter %s: '%s' is not supported".formatted(name, field));
              }
            });
    String type = declared.path("Type").asText("");
    if (!TYPES.contains(type)) {
      throw new TemplateException(
          "Parameter %s: the type '%s' is not supported".formatted(name, type));
    }
    return new Parameter(
        name,
        type,
        text(declared, "Default"),
        StreamSupport.stream(declared.path("AllowedValues").spliterator(), false)
            .map(JsonNode::asText)
            .toList(),
        text(declared, "AllowedPattern").map(Pattern::compile),
        length(declared, "MinLength"),
        length(declared, "MaxLength"),
        text(declared, "MinValue").map(BigDecimal::new),
        text(declared, "MaxValue").map(BigDecimal::new),
        text(declared, "ConstraintDescription"));
  }

  private static Optional<String> text(JsonNode declared, String field) {
    return declared.has(field) ? Optional.of(declared.get(field).asText()) : Optional.empty();
  }

  private static OptionalLong length(JsonNode declared, String field) {
    return declared.has(field)
        ? OptionalLong.of(declared.get(field).asLong())
        : OptionalLong.empty();
  }

  /**
   * The value a Ref gives: text, or a list for the list types.
   *
   * @throws TemplateException saying which rule the value breaks
   */
  JsonNode value(String given) {
    if (!isList()) {
      check(given);
      return JsonNodeFactory.instance.textNode(given);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String element : given.split(",", -1)) {
      check(element.strip());
      list.add(element.strip());
    }
    return list;
  }

  private boolean isList() {
    return type.equals("CommaDelimitedList") || type.equals("List<Number>");
  }

  private void check(String value) {
    if (!allowedValues.isEmpty() && !allowedValues.contains(value)) {
      throw refused(value, "is not one of " + String.join(", ", allowedValues));
    }
    if (allowedPattern.isPresent() && !allowedPattern.get().matcher(value).matches()) {
      throw refused(value, "does not match " + allowedPattern.get());
    }
    if (minimumLength.isPresent() && value.length() < minimumLength.getAsLong()) {
      throw refused(value, "is shorter than " + minimumLength.getAsLong());
    }
    if (maximumLength.isPresent() && value.length() > maximumLength.getAsLong()) {
      throw refused(value, "is longer than " + maximumLength.getAsLong());
    }
    if (type.endsWith("Number") || type.equals("List<Number>")) {
      checkNumber(value);
    }
  }

  private void checkNumber(String value) {
    BigDecimal number;
    try {
      number = new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw refused(value, "is not a number");
    }
    if (minimum.isPresent() && number.compareTo(minimum.get()) < 0) {
      throw refused(value, "is below " + minimum.get());
    }
    if (maximum.isPresent() && number.compareTo(maximum.get()) > 0) {
      throw refused(value, "is above " + maximum.get());
    }
  }

  private TemplateException refused(String value, String why) {
    return new TemplateException(
        "Parameter %s: '%s' %s%s"
            .formatted(
                name, value, why, constraintDescription.map(text -> ". " + text).orElse("")));
  }
}
