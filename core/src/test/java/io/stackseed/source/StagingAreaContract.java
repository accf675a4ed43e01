package io.stackseed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a staging area does, wherever it is. */
public abstract class StagingAreaContract {
  private final String prefix = "staging/" + UUID.randomUUID() + "/0/";

  protected abstract StagingArea area();

  /** What reads it. */
  protected abstract SourceObjects objects();

  /** A bucket that is there. */
  protected abstract String bucket();

  /** A bucket that nothing can be written to. */
  protected abstract String missingBucket();

  @Test
  void whatIsStagedIsReadBack() throws IOException {
    byte[] text = new byte[2_500_000];
    new Random(1).nextBytes(text);
    byte[] part = new byte[1_000_000];
    StagedContent content = new StagedContent(bucket(), prefix, part.length, 0);
    for (int from = 0; from < text.length; from += part.length) {
      int length = Math.min(part.length, text.length - from);
      System.arraycopy(text, from, part, 0, length);
      area().write(content.nextPart(), part, length);
      content = content.plus(length);
    }

    assertThat(read(content, content.wholeRange())).isEqualTo(text);
    assertThat(read(content, new ByteRange(999_990, 2_000_010)))
        .isEqualTo(Arrays.copyOfRange(text, 999_990, 2_000_010));
  }

  @Test
  void aPartWrittenAgainIsTheSame() throws IOException {
    StagedContent content = new StagedContent(bucket(), prefix, 4, 0);

    area().write(content.nextPart(), new byte[] {1, 2, 3, 4}, 3);
    area().write(content.nextPart(), new byte[] {1, 2, 3, 4}, 3);

    StagedContent staged = content.plus(3);
    assertThat(read(staged, staged.wholeRange())).containsExactly(1, 2, 3);
  }

  @Test
  void aPartThatCannotBeWrittenIsNamed() {
    String bucket = missingBucket();
    StagedContent content = new StagedContent(bucket, prefix, 4, 0);

    assertThatThrownBy(() -> area().write(content.nextPart(), new byte[] {1}, 1))
        .isInstanceOf(IOException.class)
        .hasMessage("staging s3://%s/%s00000 failed".formatted(bucket, prefix));
  }

  private byte[] read(StagedContent content, ByteRange range) throws IOException {
    try (InputStream in = SourceStream.within(objects(), content, range)) {
      return in.readAllBytes();
    }
  }
}
