package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private final Environment environment =
      new Environment(
          Map.of(
              "TABLE", "progress",
              "EMPTY", "",
              "BLANK", " ",
              "HOSTS", " localhost:1 ,localhost:2,, localhost:1 ",
              "SECRET", "s3cr3t"));

  @Test
  void requiredVariableIsRead() {
    assertThat(environment.text("TABLE")).isEqualTo("progress");
  }

  @Test
  void missingVariableIsNamed() {
    for (String name : new String[] {"NONE", "EMPTY", "BLANK"}) {
      assertThatThrownBy(() -> environment.text(name))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("environment variable " + name + " is not set");
    }
  }

  @Test
  void optionalVariableMayBeMissingOrEmpty() {
    assertThat(environment.optional("TABLE")).contains("progress");
    assertThat(environment.optional("NONE")).isEmpty();
    assertThat(environment.optional("EMPTY")).isEmpty();
    assertThat(environment.optional("BLANK")).isEmpty();
  }

  @Test
  void variableThatMayBeEmptyMayNotBeMissing() {
    assertThat(environment.textOrEmpty("TABLE")).isEqualTo("progress");
    assertThat(environment.textOrEmpty("BLANK")).isEmpty();
    assertThatThrownBy(() -> environment.textOrEmpty("NONE"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("environment variable NONE is not set");
  }

  @Test
  void listIsSeparatedByCommasAndMayBeEmptyButNotMissing() {
    assertThat(environment.list("HOSTS")).containsExactlyInAnyOrder("localhost:1", "localhost:2");
    assertThat(environment.list("EMPTY")).isEmpty();
    assertThatThrownBy(() -> environment.list("NONE"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("environment variable NONE is not set");
  }

  @Test
  void valuesAreNeverShown() {
    assertThat(environment.toString())
        .startsWith("Environment[")
        .contains("SECRET")
        .doesNotContain("s3cr3t");
  }
}
