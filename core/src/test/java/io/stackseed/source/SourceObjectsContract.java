package io.stackseed.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.SourceUnavailableException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link SourceObjects} does, over a bucket with versioning. */
public abstract class SourceObjectsContract {

  protected abstract SourceObjects objects();

  /** An existing bucket with versioning switched on, the same for the whole test. */
  protected abstract String bucket();

  /** Writes a new current version and returns its id. */
  protected abstract String put(String bucket, String key, byte[] bytes);

  /** Deletes the key without naming a version, which leaves a delete marker. */
  protected abstract void delete(String bucket, String key);

  /** Deletes one version for good. */
  protected abstract void deleteVersion(String bucket, String key, String versionId);

  @Test
  void describesTheCurrentVersion() {
    put("orders.json", "[1]");
    String current = put("orders.json", "[1,2]");

    SourceObject object = objects().describe(location("orders.json"), null);

    assertThat(object.location()).isEqualTo(location("orders.json"));
    assertThat(object.versionId()).isEqualTo(current);
    assertThat(object.sizeBytes()).isEqualTo(5);
    assertThat(object.eTag()).startsWith("\"").endsWith("\"");
  }

  @Test
  void describesAnOlderVersionByItsId() {
    String older = put("orders.json", "[1]");
    put("orders.json", "[1,2]");

    SourceObject object = objects().describe(location("orders.json"), older);

    assertThat(object.versionId()).isEqualTo(older);
    assertThat(object.sizeBytes()).isEqualTo(3);
  }

  @Test
  void describesAnEmptyObject() {
    put("empty.json", "");

    assertThat(objects().describe(location("empty.json"), null).sizeBytes()).isZero();
  }

  @Test
  void listsTheCurrentVersionOfEachObjectThatHoldsAnythingInTheOrderOfTheirKeys() {
    put("data/b.json", "[1]");
    String current = put("data/b.json", "[1,2]");
    put("data/a.json", "[]");
    put("data/\uD83D\uDE00.json", "[1,2,3]");
    put("data/\uFFFD.json", "[1,2,3]");
    put("data/deleted.json", "[1]");
    delete(bucket(), "data/deleted.json");
    put("data/empty.json", "");
    put("data/", "");
    put("other/c.json", "[1]");

    List<SourceObject> listed = objects().list(new SourcePrefix(bucket(), "data/"), 100);

    assertThat(listed)
        .extracting(object -> object.location().key())
        .containsExactly(
            "data/a.json", "data/b.json", "data/\uFFFD.json", "data/\uD83D\uDE00.json");
    SourceObject second = listed.get(1);
    assertThat(second).isEqualTo(objects().describe(location("data/b.json"), null));
    assertThat(second.versionId()).isEqualTo(current);
  }

  @Test
  void listsMoreObjectsThanOnePageHolds() {
    for (int i = 0; i < 1_005; i++) {
      put("many/%04d".formatted(i), "x");
    }

    assertThat(objects().list(new SourcePrefix(bucket(), "many/"), 2_000))
        .extracting(object -> object.location().key())
        .hasSize(1_005)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void listsNoMoreThanIsAskedFor() {
    put("data/a.json", "[]");
    put("data/b.json", "[]");
    put("data/c.json", "[]");

    assertThat(objects().list(new SourcePrefix(bucket(), "data/"), 2))
        .extracting(object -> object.location().key())
        .containsExactly("data/a.json", "data/b.json");
  }

  @Test
  void listsNothingWhereNothingIs() {
    put("data/a.json", "[]");

    assertThat(objects().list(new SourcePrefix(bucket(), "nothing/"), 100)).isEmpty();
  }

  @Test
  void listsAWholeBucket() {
    put("a.json", "[]");
    put("data/b.json", "[]");

    assertThat(objects().list(new SourcePrefix(bucket(), ""), 100)).hasSize(2);
  }

  @Test
  void saysThatTheBucketToListIsMissing() {
    assertProblem(
        Problem.BUCKET_MISSING,
        () -> objects().list(new SourcePrefix("no-such-bucket-here", "data/"), 100));
  }

  @Test
  void opensExactlyTheRange() throws IOException {
    put("letters", "abcdefghij");
    SourceObject object = objects().describe(location("letters"), null);

    assertThat(read(object, new ByteRange(0, 10))).isEqualTo("abcdefghij");
    assertThat(read(object, new ByteRange(0, 1))).isEqualTo("a");
    assertThat(read(object, new ByteRange(3, 6))).isEqualTo("def");
    assertThat(read(object, new ByteRange(9, 10))).isEqualTo("j");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b.json", "a+b.json", "a/b//c.json", "größe-日本.json", "a%2Fb?c=d&e#f"})
  void takesKeysAsTheyAre(String key) throws IOException {
    put(key, "[]");

    assertThat(read(objects().describe(location(key), null), new ByteRange(0, 2))).isEqualTo("[]");
  }

  @Test
  void keepsReadingTheDescribedVersionAfterAnOverwrite() throws IOException {
    put("orders.json", "[\"old\"]");
    SourceObject object = objects().describe(location("orders.json"), null);
    put("orders.json", "[\"new\"]");

    assertThat(read(object, object.wholeRange())).isEqualTo("[\"old\"]");
  }

  @Test
  void keepsReadingTheDescribedVersionAfterADelete() throws IOException {
    put("orders.json", "[1]");
    SourceObject object = objects().describe(location("orders.json"), null);
    delete(bucket(), "orders.json");

    assertThat(read(object, object.wholeRange())).isEqualTo("[1]");
  }

  @Test
  void noticesAnOverwriteWhereNoVersionProtects() {
    put("orders.json", "[1]");
    SourceObject described = objects().describe(location("orders.json"), null);
    SourceObject unpinned =
        new SourceObject(described.location(), null, described.eTag(), described.sizeBytes());
    put("orders.json", "[2]");

    assertProblem(Problem.CHANGED, () -> objects().open(unpinned, new ByteRange(0, 3)));
  }

  @Test
  void saysThatAnObjectIsMissing() {
    assertProblem(Problem.MISSING, () -> objects().describe(location("nothing.json"), null));
  }

  @Test
  void saysThatADeletedObjectIsMissing() {
    put("orders.json", "[1]");
    delete(bucket(), "orders.json");

    assertProblem(Problem.MISSING, () -> objects().describe(location("orders.json"), null));
  }

  @Test
  void saysThatAVersionIsMissing() {
    String older = put("orders.json", "[1]");
    put("orders.json", "[1,2]");
    deleteVersion(bucket(), "orders.json", older);

    assertProblem(
        Problem.VERSION_MISSING, () -> objects().describe(location("orders.json"), older));
  }

  @Test
  void saysThatTheVersionToOpenIsMissing() {
    String older = put("orders.json", "[1]");
    SourceObject object = objects().describe(location("orders.json"), older);
    put("orders.json", "[1,2]");
    deleteVersion(bucket(), "orders.json", older);

    assertProblem(Problem.VERSION_MISSING, () -> objects().open(object, new ByteRange(0, 3)));
  }

  @Test
  void saysThatABucketIsMissing() {
    SourceLocation nowhere = new SourceLocation("no-such-bucket-anywhere", "orders.json");

    assertProblem(Problem.BUCKET_MISSING, () -> objects().describe(nowhere, null));
  }

  private static void assertProblem(Problem problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SourceUnavailableException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(problem);
              assertThat(e.object()).startsWith("s3://");
            });
  }

  private String put(String key, String text) {
    return put(bucket(), key, text.getBytes(UTF_8));
  }

  private SourceLocation location(String key) {
    return new SourceLocation(bucket(), key);
  }

  private String read(SourceObject object, ByteRange range) throws IOException {
    try (InputStream in = objects().open(object, range)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
