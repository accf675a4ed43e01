package io.stackseed.cli.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourcePrefix;
import io.stackseed.source.SourceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileTest {
  @TempDir private Path folder;
  private Path path;
  private LocalFile file;

  @BeforeEach
  void write() throws IOException {
    path = Files.writeString(folder.resolve("orders.jsonl"), "0123456789");
    file = new LocalFile(path);
  }

  @Test
  void describesTheFileUnderItsName() {
    SourceObject object = file.describe();

    assertThat(object.location().key()).isEqualTo("orders.jsonl");
    assertThat(object.versionId()).isNull();
    assertThat(object.sizeBytes()).isEqualTo(10);
    assertThat(file.list(new SourcePrefix(object.location().bucket(), ""), 1))
        .containsExactly(object);
  }

  @Test
  void opensExactlyARange() throws IOException {
    try (InputStream in = file.open(file.describe(), new ByteRange(2, 5))) {
      assertThat(in.read()).isEqualTo('2');
      assertThat(in.readAllBytes()).isEqualTo("34".getBytes(UTF_8));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void aFileThatHasChangedIsNotReadOn() throws IOException {
    SourceObject object = file.describe();
    Files.writeString(path, "0123456789 and more");

    assertThatThrownBy(() -> file.open(object, object.wholeRange()))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessage(path + " has changed since it was planned");
  }

  @Test
  void aFileThatIsGoneIsMissing() throws IOException {
    Files.delete(path);

    assertThatThrownBy(file::describe)
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessage(path + " is missing");
  }
}
