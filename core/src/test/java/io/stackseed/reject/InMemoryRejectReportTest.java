package io.stackseed.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.reject.InMemoryRejectReport.Fate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InMemoryRejectReportTest extends RejectReportContract {
  private final InMemoryRejectReport report = new InMemoryRejectReport();

  @Override
  protected RejectReport report() {
    return report;
  }

  @Override
  protected String bucket() {
    return "ingest";
  }

  @Override
  protected String missingBucket() {
    report.nextWrites(Fate.FAILS_BEFORE);
    return "missing";
  }

  @Override
  protected @Nullable List<RejectedRecord> read(String bucket, String key) {
    return report.files().get(bucket + "/" + key);
  }

  @Test
  void aWriteFailsBeforeOrAfterItsEffect() {
    ReportFile first = new ReportFile("ingest", new ChunkId("r", 0, 0), 0, "a");
    ReportFile second = new ReportFile("ingest", new ChunkId("r", 0, 0), 1, "a");
    report.nextWrites(Fate.FAILS_BEFORE, Fate.FAILS_AFTER);

    assertThatThrownBy(() -> report.write(first, List.of()))
        .isInstanceOf(RejectReportException.class);
    assertThatThrownBy(() -> report.write(second, List.of()))
        .isInstanceOf(RejectReportException.class);

    assertThat(report.files()).containsOnlyKeys("ingest/rejects/r/0-0/1-a.jsonl");
  }
}
