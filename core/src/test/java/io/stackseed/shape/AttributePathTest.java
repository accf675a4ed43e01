package io.stackseed.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributePathTest {

  @ParameterizedTest
  @CsvSource({
    "email, email",
    "address.city, address|city",
    "a.b.c, a|b|c",
    "first\\.name, first.name",
    "a\\.b.c\\.d, a.b|c.d",
    "a\\\\.b, a\\|b",
    "a\\\\\\.b, a\\.b",
    "with blank . and more, 'with blank | and more'",
    "größe, größe"
  })
  void namesAreSeparatedByDotsThatNoBackslashStandsBefore(String text, String names) {
    assertThat(AttributePath.parse(text).names()).isEqualTo(List.of(names.split("\\|")));
    assertThat(AttributePath.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b"})
  void anEmptyNameIsNone(String text) {
    assertThatThrownBy(() -> AttributePath.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a name is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\", "a\\b", "\\n.b"})
  void aBackslashStandsBeforeADotOrABackslash(String text) {
    assertThatThrownBy(() -> AttributePath.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a backslash stands before neither '.' nor '\\'");
  }

  @Test
  void isWithinItselfAndWhatIsAroundIt() {
    AttributePath city = AttributePath.parse("address.city");

    assertThat(city.isWithin(city)).isTrue();
    assertThat(city.isWithin(AttributePath.parse("address"))).isTrue();
    assertThat(city.isWithin(AttributePath.parse("address.city.name"))).isFalse();
    assertThat(city.isWithin(AttributePath.parse("addres"))).isFalse();
    assertThat(city.isWithin(AttributePath.parse("address\\.city"))).isFalse();
  }
}
