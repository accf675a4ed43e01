package io.stackseed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SourcePrefixTest {

  @Test
  void showsTheFormThatUsersWrite() {
    assertThat(new SourcePrefix("b1-data", "orders/2026/"))
        .hasToString("s3://b1-data/orders/2026/");
    assertThat(new SourcePrefix("b1-data", "")).hasToString("s3://b1-data/");
  }

  @Test
  void endsInASlash() {
    assertThatThrownBy(() -> new SourcePrefix("b1-data", "orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the prefix does not end in '/'");
  }

  @Test
  void isNoLongerThanAKey() {
    assertThat(new SourcePrefix("b1-data", "ä".repeat(511) + "x/").prefix()).hasSize(513);
    assertThatThrownBy(() -> new SourcePrefix("b1-data", "ä".repeat(512) + "/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the prefix is longer than 1,024 bytes");
  }

  @Test
  void isOfABucket() {
    assertThatThrownBy(() -> new SourcePrefix("Data", "orders/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a bucket name: 'Data'");
  }
}
