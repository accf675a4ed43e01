package io.stackseed.run;

import io.stackseed.reject.ReportFile;
import io.stackseed.response.Answer;
import io.stackseed.response.ResponseStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What CloudFormation is told, as a pure function of what is stored. */
final class Answers {
  private Answers() {}

  /** The answer to a run that has ended. */
  static Answer of(Run run, Outcome outcome) {
    Map<String, String> data = planned(run, outcome.chunks());
    if (run.load() != null) {
      Counts counts = outcome.counts();
      data.put("RecordsRead", Long.toString(counts.recordsRead()));
      data.put("ItemsWritten", Long.toString(counts.itemsWritten()));
      data.put("ItemsSkipped", Long.toString(counts.itemsSkipped()));
      data.put("ItemsRejected", Long.toString(counts.itemsRejected()));
      if (counts.itemsRejected() > 0) {
        data.put("RejectReport", ReportFile.prefix(run.load().ingestBucket(), run.id()));
      }
      data.put("ItemsSampledOut", Long.toString(counts.itemsSampledOut()));
      data.put("BytesRead", Long.toString(counts.bytesRead()));
      data.put(
          "WriteUnits",
          BigDecimal.valueOf(counts.writeUnits()).stripTrailingZeros().toPlainString());
      data.put(
          "DurationSeconds",
          Long.toString(Duration.between(run.acceptedAt(), outcome.at()).toSeconds()));
    }
    return new Answer(status(outcome.state()), outcome.reason(), data);
  }

  /**
   * The answer to a run that goes on after it.
   *
   * @return null if this run is to be answered when it ends
   */
  static @Nullable Answer whenPlanned(Run run, Progress progress) {
    Load load = run.load();
    return load == null || load.waitForCompletion() || run.requester() == null
        ? null
        : new Answer(ResponseStatus.SUCCESS, null, planned(run, progress.totalChunks()));
  }

  private static Map<String, String> planned(Run run, long chunks) {
    Map<String, String> data = new TreeMap<>();
    data.put("RunId", run.id());
    Load load = run.load();
    if (load != null) {
      data.put("Chunks", Long.toString(chunks));
      data.put("SourceVersion", load.source().version());
    }
    return data;
  }

  private static ResponseStatus status(RunState state) {
    return switch (state) {
      case SUCCEEDED -> ResponseStatus.SUCCESS;
      case FAILED, CANCELLED -> ResponseStatus.FAILED;
      case PLANNING, LOADING -> throw new IllegalArgumentException(state + " has no answer");
    };
  }
}
