package io.stackseed.reject;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.format.RawRecord;
import io.stackseed.item.Binary;
import io.stackseed.item.RejectCode;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a reject report does, wherever it is kept. */
public abstract class RejectReportContract {
  private final String runId = UUID.randomUUID().toString();
  private final ChunkId chunk = new ChunkId(runId, 3, 14);

  protected abstract RejectReport report();

  /** A bucket that is there. */
  protected abstract String bucket();

  /** What a file holds; null if there is none. */
  protected abstract @Nullable List<RejectedRecord> read(String bucket, String key);

  @Test
  void aFileHoldsItsRecordsInTheirOrder() {
    RejectedRecord text =
        record(18_230, "{\"größe\":\"😀\",\"line\\u2028\u2028\":\"\\\"\"}".getBytes(UTF_8), false);
    RejectedRecord bytes = record(18_300, "größe".getBytes(ISO_8859_1), false);
    RejectedRecord cut = record(5_000_000_000L, "x".repeat(16_384).getBytes(UTF_8), true);
    RejectedRecord unversioned =
        new RejectedRecord(
            "s3://b1-data/größe.json",
            null,
            0,
            1,
            RejectCode.KEY_EMPTY,
            "key 'größe' is empty",
            raw(new byte[0], false));
    ReportFile file = new ReportFile(bucket(), chunk, 18_230, "owner-1");

    report().write(file, List.of(text, bytes, cut, unversioned));

    assertThat(read(bucket(), "rejects/" + runId + "/3-14/18230-owner-1.jsonl"))
        .containsExactly(text, bytes, cut, unversioned);
  }

  @Test
  void aFileHoldsManyRecords() {
    List<RejectedRecord> records =
        IntStream.range(0, 5_000).mapToObj(n -> record(n, new byte[] {'[', ']'}, false)).toList();
    ReportFile file = new ReportFile(bucket(), chunk, 0, "owner-1");

    report().write(file, records);

    assertThat(read(bucket(), file.key())).isEqualTo(records);
  }

  @Test
  void eachAttemptAndEachOfItsFilesHasAName() {
    List<ReportFile> files =
        List.of(
            new ReportFile(bucket(), chunk, 0, "a"),
            new ReportFile(bucket(), chunk, 1, "a"),
            new ReportFile(bucket(), chunk, 0, "b"),
            new ReportFile(bucket(), new ChunkId(runId, 3, 15), 0, "a"),
            new ReportFile(bucket(), new ChunkId(runId, 31, 4), 0, "a"));
    files.forEach(
        file ->
            report().write(file, List.of(record(files.indexOf(file), new byte[] {'x'}, false))));

    assertThat(files)
        .allSatisfy(
            file ->
                assertThat(read(bucket(), file.key()))
                    .containsExactly(record(files.indexOf(file), new byte[] {'x'}, false)));
  }

  @Test
  void aFileWrittenAgainIsTheSame() {
    ReportFile file = new ReportFile(bucket(), chunk, 7, "a");
    List<RejectedRecord> records = List.of(record(7, new byte[] {'x'}, false));

    report().write(file, records);
    report().write(file, records);

    assertThat(read(bucket(), file.key())).isEqualTo(records);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    ReportFile file = new ReportFile(missingBucket(), chunk, 7, "a");

    assertThatThrownBy(
            () -> report().write(file, List.of(record(7, new byte[] {'s', 'e', 'c'}, false))))
        .isInstanceOf(RejectReportException.class)
        .hasMessage(
            "could not write s3://%s/rejects/%s/3-14/7-a.jsonl".formatted(missingBucket(), runId));
  }

  /** A bucket that no file can be written to. */
  protected abstract String missingBucket();

  private static RejectedRecord record(long offset, byte[] bytes, boolean truncated) {
    return new RejectedRecord(
        "s3://b1-data/größe.json",
        "v1",
        offset,
        offset + 1,
        RejectCode.NOT_JSON,
        "not valid JSON: unexpected character at byte 7",
        raw(bytes, truncated));
  }

  private static RawRecord raw(byte[] bytes, boolean truncated) {
    return new RawRecord(Binary.of(bytes), truncated);
  }
}
