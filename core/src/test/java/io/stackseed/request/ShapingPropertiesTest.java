package io.stackseed.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.failure.FailureException;
import io.stackseed.shape.AttributePath;
import io.stackseed.shape.ShapingRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapingPropertiesTest {
  private static final TopicArn HOME = TopicArn.parse("arn:aws:sns:us-east-1:123456789012:ingest");

  // SamplePercent and SampleBy

  @ParameterizedTest
  @CsvSource({"10, 10", "0.000001, 0.000001", "99.999999, 99.999999", "5.0, 5.0", "007, 7"})
  void aSampleIsSomeOfAHundred(String text, BigDecimal percent) {
    assertThat(shaping("'SamplePercent':'%s'".formatted(text)).samplePercent()).isEqualTo(percent);
    assertThat(shaping("'SamplePercent':2.5").samplePercent()).isEqualTo("2.5");
  }

  @Test
  void aHundredPerCentAreNoSample() {
    assertThat(shaping("'SamplePercent':'100','SampleBy':'customer'"))
        .isEqualTo(ShapingRequest.NONE);
    assertThat(shaping("'SamplePercent':'','SampleBy':''")).isEqualTo(ShapingRequest.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0.0", "100.000001", "101", "-1", "1%", "ten", "1e1", "0.0000001", ".5"})
  void anotherPercentageIsNotAllowed(String text) {
    assertRefused(
        "'SamplePercent':'%s'".formatted(text),
        ("SamplePercent: '%s' is not allowed. Use a number above 0 and up to 100, of at most six"
                + " decimals, such as 2.5.")
            .formatted(text));
  }

  @Test
  void sampleByNamesAnAttributeAndGoesIntoNoMap() {
    assertThat(shaping("'SamplePercent':'1','SampleBy':'customer.id'").sampleBy())
        .isEqualTo("customer.id");
  }

  @Test
  void sampleByWithoutSamplePercentIsAContradiction() {
    assertRefused(
        "'SampleBy':'customer'",
        "SampleBy: 'customer' says nothing without SamplePercent. Set SamplePercent too, or remove"
            + " SampleBy.");
  }

  // Remove, Hash and Set

  @Test
  void pathsAndLiteralsAreReadNativelyOrAsJsonText() {
    ShapingRequest expected =
        new ShapingRequest(
            null,
            null,
            List.of(path("a"), path("b.c")),
            List.of(path("d\\.e")),
            Map.of(path("f"), Json.of("'x'"), path("g.h"), Json.of("{'N':'1'}")));

    assertThat(shaping("'Remove':['a','b.c'],'Hash':['d\\\\.e'],'Set':{'f':'x','g.h':{'N':'1'}}"))
        .isEqualTo(expected);
    assertThat(
            shaping(
                "'Remove':'[\\\"a\\\",\\\"b.c\\\"]','Hash':'[\\\"d\\\\\\\\.e\\\"]',"
                    + "'Set':'{\\\"f\\\":\\\"x\\\",\\\"g.h\\\":{\\\"N\\\":\\\"1\\\"}}'"))
        .isEqualTo(expected);
    assertThat(shaping("'Remove':'','Hash':[],'Set':{}")).isEqualTo(ShapingRequest.NONE);
  }

  @Test
  void numbersInJsonTextKeepEveryDigit() {
    String digits = "0.12345678901234567890123456789012345678";

    assertThat(shaping("'Set':'{\\\"f\\\":%s}'".formatted(digits)).set().values())
        .extracting(JsonNode::asText)
        .containsExactly(digits);
  }

  @ParameterizedTest
  @CsvSource({"Remove, list of texts", "Hash, list of texts", "Set, map of literals"})
  void whatIsNoListOrMapIsRefused(String property, String wanted) {
    assertRefused(
        "'%s':'email'".formatted(property),
        "%1$s: not a %2$s. Use a %2$s, natively or as JSON text.".formatted(property, wanted));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"'Remove':['a..b'], Remove", "'Hash':['a..b'], Hash", "'Set':{'a..b':'x'}, Set"})
  void aBadPathIsNamed(String property, String name) {
    assertRefused(
        property,
        ("%s: 'a..b' is no path: a name is empty. Separate names by '.', and write '\\.' for a dot"
                + " in a name.")
            .formatted(name));
  }

  @Test
  void aBadEscapeIsNamed() {
    assertRefused(
        "'Hash':['a\\\\b']",
        "Hash: 'a\\b' is no path: a backslash stands before neither '.' nor '\\'. Separate names by"
            + " '.', and write '\\.' for a dot in a name.");
  }

  // Contradictions

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "'Remove':['a','a'] | Remove: 'a' is given twice. Name it once.",
        "'Hash':['a','b','a'] | Hash: 'a' is given twice. Name it once.",
        "'Hash':['a','a.b'] | Hash: 'a.b' lies within 'a', which is given too. Remove one of them.",
        "'Hash':['a.b','a'] | Hash: 'a.b' lies within 'a', which is given too. Remove one of them.",
        "'Set':{'a':'x','a.b':'y'}"
            + " | Set: 'a.b' lies within 'a', which is given too. Remove one of them.",
        "'Remove':['a'],'Hash':['a']"
            + " | Hash: 'a' contradicts Remove, which drops 'a'. Remove one of them.",
        "'Remove':['a'],'Hash':['a.b']"
            + " | Hash: 'a.b' contradicts Remove, which drops 'a'. Remove one of them.",
        "'Remove':['a'],'Set':{'a':'x'}"
            + " | Remove: 'a' contradicts Set, which replaces 'a'. Remove one of them.",
        "'Remove':['a.b'],'Set':{'a':'x'}"
            + " | Remove: 'a.b' contradicts Set, which replaces 'a'. Remove one of them.",
        "'Hash':['a'],'Set':{'a':'x'}"
            + " | Hash: 'a' contradicts Set, which replaces 'a'. Remove one of them."
      })
  void whatAnotherPathUndoesIsAContradiction(String properties, String sentence) {
    assertRefused(properties, sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Remove':['a'],'Set':{'a.b':'x'}",
        "'Remove':['a.b'],'Hash':['a']",
        "'Hash':['a'],'Set':{'a.b':'x'}",
        "'Remove':['a\\\\.b'],'Hash':['a.b']"
      })
  void whatFollowsInItsOrderIsNone(String properties) {
    assertThat(shaping(properties)).isNotEqualTo(ShapingRequest.NONE);
  }

  // DryRun

  @Test
  void aDryRunIsAskedFor() {
    assertThat(parse("'DryRun':'true'").dryRun()).isTrue();
    assertThat(parse("'DryRun':'false'").dryRun()).isFalse();
    assertThat(parse("'DataVersion':'1'").dryRun()).isFalse();
    assertRefused("'DryRun':'yes'", "DryRun: 'yes' is not allowed. Use true or false.");
  }

  // What asks for another ingest

  /** Stored hashes stay valid: this one was computed before there was any of these properties. */
  @Test
  void withoutThemTheHashIsWhatItWas() {
    assertThat(parse("'DataVersion':'1'").reingestHash())
        .isEqualTo("d5ab7807549d5a3935adea009a5dd672");
    for (String none :
        List.of(
            "'SamplePercent':'100'", "'Remove':[]", "'Hash':''", "'Set':{}", "'DryRun':'false'")) {
      assertThat(parse("'DataVersion':'1'," + none).reingestHash())
          .isEqualTo(parse("'DataVersion':'1'").reingestHash());
    }
  }

  @Test
  void eachOfThemAndEachValueIngestsAgain() {
    assertThat(
            List.of(
                    "'DataVersion':''",
                    "'SamplePercent':'1'",
                    "'SamplePercent':'2'",
                    "'SamplePercent':'1','SampleBy':'a'",
                    "'SamplePercent':'1','SampleBy':'b'",
                    "'Remove':['a']",
                    "'Remove':['a','b']",
                    "'Remove':['a.b']",
                    "'Hash':['a']",
                    "'Set':{'a':'now'}",
                    "'Set':{'b':'now'}",
                    "'Set':{'a':{'N':'now'}}",
                    "'Set':{'a':'now+P1D'}",
                    "'Set':{'a':'now+P1D','b':'x'}",
                    "'Set':{'a':'x','b':'now+P1D'}",
                    "'DryRun':'true'")
                .stream()
                .map(properties -> parse(properties).reingestHash()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameInAnotherSpellingOrOrderDoesNot() {
    assertThat(parse("'SamplePercent':'2.50'").reingestHash())
        .isEqualTo(parse("'SamplePercent':2.5").reingestHash());
    assertThat(parse("'Set':{'a':{'x':'1','y':'2'},'b':'3'}").reingestHash())
        .isEqualTo(parse("'Set':{'b':'3','a':{'y':'2','x':'1'}}").reingestHash());
  }

  private static ShapingRequest shaping(String properties) {
    return parse(properties).shaping();
  }

  private static IngestProperties parse(String properties) {
    return IngestProperties.parse(
        Json.of("{'TargetTable':'orders','DataIngestFile':'o.jsonl'," + properties + "}"),
        HOME,
        "ingest-bucket");
  }

  private static AttributePath path(String text) {
    return AttributePath.parse(text);
  }

  private static void assertRefused(String properties, String sentence) {
    assertThatThrownBy(() -> parse(properties))
        .isInstanceOf(FailureException.class)
        .hasMessage(sentence);
  }
}
