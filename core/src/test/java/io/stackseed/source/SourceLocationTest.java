package io.stackseed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLocationTest {

  @Test
  void readsAsUsersWriteIt() {
    assertThat(new SourceLocation("orders-eu", "2026/a b.json"))
        .hasToString("s3://orders-eu/2026/a b.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "my.bucket-1", "0ab", "1.2.3"})
  void takesBucketNamesOfS3(String bucket) {
    assertThat(new SourceLocation(bucket, "k").bucket()).isEqualTo(bucket);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ab", "Abc", "a_b", "-ab", "ab-", ".ab", "a..b", "192.168.0.1", "a/b", "ab\n"})
  void refusesOtherBucketNames(String bucket) {
    assertThatThrownBy(() -> new SourceLocation(bucket, "k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a bucket name: '" + bucket + "'");
  }

  @Test
  void bucketNamesHaveSixtyThreeCharactersAtMost() {
    assertThat(new SourceLocation("b".repeat(63), "k").key()).isEqualTo("k");
    assertThatThrownBy(() -> new SourceLocation("b".repeat(64), "k"))
        .hasMessage("not a bucket name: '" + "b".repeat(64) + "'");
  }

  @Test
  void keysAreMeasuredInBytes() {
    assertThat(new SourceLocation("bucket", "ü".repeat(512)).key()).hasSize(512);
    assertThatThrownBy(() -> new SourceLocation("bucket", "ü".repeat(512) + "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key is longer than 1,024 bytes");
    assertThatThrownBy(() -> new SourceLocation("bucket", "")).hasMessage("the key is empty");
  }

  @Test
  void anObjectNamesItsVersion() {
    SourceLocation location = new SourceLocation("bucket", "k");

    assertThat(new SourceObject(location, "v1", "\"e\"", 3))
        .hasToString("s3://bucket/k (version v1)");
    assertThat(new SourceObject(location, null, "\"e\"", 3)).hasToString("s3://bucket/k");
    assertThat(new SourceObject(location, null, "\"e\"", 3).wholeRange())
        .isEqualTo(new ByteRange(0, 3));
  }

  @Test
  void anObjectRefusesWhatCannotBe() {
    SourceLocation location = new SourceLocation("bucket", "k");

    assertThatThrownBy(() -> new SourceObject(location, " ", "\"e\"", 3))
        .hasMessage("s3://bucket/k has a blank version id");
    assertThatThrownBy(() -> new SourceObject(location, null, "", 3))
        .hasMessage("s3://bucket/k has a blank ETag");
    assertThatThrownBy(() -> new SourceObject(location, null, "\"e\"", -1))
        .hasMessage("s3://bucket/k has the size -1");
  }
}
