package io.stackseed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.SourceUnavailableException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InMemorySourceObjectsTest extends SourceObjectsContract {

  private final InMemorySourceObjects objects = new InMemorySourceObjects();

  @Override
  protected SourceObjects objects() {
    objects.put(bucket(), "so that the bucket exists", new byte[0]);
    return objects;
  }

  @Override
  protected String bucket() {
    return "bucket";
  }

  @Override
  protected String put(String bucket, String key, byte[] bytes) {
    return Objects.requireNonNull(objects.put(bucket, key, bytes));
  }

  @Override
  protected void delete(String bucket, String key) {
    objects.delete(bucket, key);
  }

  @Override
  protected void deleteVersion(String bucket, String key, String versionId) {
    objects.deleteVersion(bucket, key, versionId);
  }

  @Test
  void unversionedObjectsHaveNoVersionAndKnowWhenTheyChanged() {
    objects.createUnversionedBucket("plain");
    objects.put("plain", "a", new byte[] {1});
    SourceObject object = objects.describe(new SourceLocation("plain", "a"), null);
    objects.put("plain", "a", new byte[] {2});

    assertThat(object.versionId()).isNull();
    assertThatThrownBy(() -> objects.open(object, new ByteRange(0, 1)))
        .hasMessage("s3://plain/a has changed since it was planned");
  }

  @Test
  void deniesWhatItWasToldToDeny() {
    objects.put("bucket", "a", new byte[] {1});
    objects.deny(new SourceLocation("bucket", "a"));

    assertThatThrownBy(() -> objects.describe(new SourceLocation("bucket", "a"), null))
        .isInstanceOfSatisfying(
            SourceUnavailableException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.DENIED))
        .hasMessage("s3://bucket/a may not be read");
  }

  @Test
  void failsAndTruncatesTheOpensItWasToldTo() throws IOException {
    objects.put("bucket", "a", new byte[] {1, 2, 3});
    SourceObject object = objects.describe(new SourceLocation("bucket", "a"), null);
    objects.failOpen(1);
    objects.truncateOpen(2, 1);

    assertThatThrownBy(() -> objects.open(object, object.wholeRange()))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
    try (InputStream in = objects.open(object, object.wholeRange())) {
      assertThat(in.readAllBytes()).containsExactly(1);
    }
    assertThat(objects.opened()).containsExactly(new ByteRange(0, 3), new ByteRange(0, 3));
  }
}
