package io.stackseed.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class StagedContentTest {
  private static final String TEXT = "0123456789abcdefghijklmno";

  private final InMemorySourceObjects objects = new InMemorySourceObjects();

  @Test
  void everyRangeIsReadAcrossItsParts() throws IOException {
    StagedContent content = staged(4);

    for (int start = 0; start <= TEXT.length(); start++) {
      for (int end = start; end <= TEXT.length(); end++) {
        assertThat(read(content, new ByteRange(start, end))).isEqualTo(TEXT.substring(start, end));
      }
    }
  }

  @Test
  void aPartIsOpenedWhenItIsReached() throws IOException {
    StagedContent content = staged(10);

    try (InputStream in = content.open(objects, new ByteRange(3, 25))) {
      assertThat(objects.opened()).isEmpty();
      in.readNBytes(7);
      assertThat(objects.opened()).containsExactly(new ByteRange(3, 10));
      in.readNBytes(1);
      assertThat(objects.opened()).containsExactly(new ByteRange(3, 10), new ByteRange(0, 10));
    }
  }

  @Test
  void partsAreNumbered() {
    StagedContent content = new StagedContent("ingest", "staging/r/0/", 10, 0);

    assertThat(content.nextPart()).hasToString("s3://ingest/staging/r/0/00000");
    assertThat(content.plus(10).plus(10).nextPart()).hasToString("s3://ingest/staging/r/0/00002");
    assertThat(content).hasToString("s3://ingest/staging/r/0/");
  }

  @Test
  void nothingFollowsAPartThatIsNotFull() throws IOException {
    StagedContent content = staged(4);

    assertThatIllegalStateException().isThrownBy(content::nextPart);
  }

  @Test
  void partsHaveRoom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StagedContent("ingest", "staging/", 0, 0))
        .withMessage("0 bytes in parts of 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StagedContent("ingest", "staging/", 1, -1));
  }

  @Test
  void aPartThatWasTakenAwayIsLost() throws IOException {
    StagedContent content = staged(10);
    objects.delete("ingest", "staging/r/0/00001");

    assertThatThrownBy(() -> read(content, content.wholeRange()))
        .isInstanceOf(LostPartException.class)
        .hasMessage("s3://ingest/staging/r/0/00001 is not what was staged there");
  }

  @Test
  void aPartOfAnotherSizeIsNotRead() throws IOException {
    StagedContent content = staged(10);
    objects.put("ingest", "staging/r/0/00002", "klmn".getBytes(UTF_8));

    assertThatThrownBy(() -> read(content, content.wholeRange()))
        .isInstanceOf(LostPartException.class)
        .hasMessage("s3://ingest/staging/r/0/00002 is not what was staged there");
  }

  @Test
  void aPartThatBreaksOffIsNotTakenForItsEnd() throws IOException {
    StagedContent content = staged(10);
    objects.truncateOpen(2, 5);

    assertThatThrownBy(() -> read(content, content.wholeRange()))
        .isInstanceOf(TruncatedSourceException.class);
  }

  private StagedContent staged(int partBytes) throws IOException {
    StagedContent content = new StagedContent("ingest", "staging/r/0/", partBytes, 0);
    for (int from = 0; from < TEXT.length(); from += partBytes) {
      byte[] part = TEXT.substring(from, Math.min(TEXT.length(), from + partBytes)).getBytes(UTF_8);
      objects.write(content.nextPart(), part, part.length);
      content = content.plus(part.length);
    }
    return content;
  }

  private String read(SourceContent content, ByteRange range) throws IOException {
    try (InputStream in = SourceStream.within(objects, content, range)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
