package io.stackseed.cli.runs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.reject.ReportFile;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Counts;
import io.stackseed.run.FirstReject;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run for programs; instants as ISO 8601. */
final class RunJson {
  private RunJson() {}

  /** A run that is asked for, and not there yet. */
  static ObjectNode awaited(String runId) {
    return JsonNodeFactory.instance.objectNode().put("RunId", runId).putNull("State");
  }

  static ObjectNode of(Snapshot snapshot) {
    Run run = snapshot.run();
    Load load = run.load();
    Progress progress = snapshot.progress();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("RunId", run.id())
            .put("State", snapshot.state().name())
            .put("Reason", snapshot.reason())
            .put("RequestType", run.requestType())
            .put("TargetTable", snapshot.table())
            .put("Source", snapshot.source())
            .put("SourceVersion", load == null ? null : load.source().version())
            .put("DryRun", load != null && load.dryRun())
            .put("Resumes", load == null ? null : load.resumes());
    instants(node, run);
    node.put("DurationSeconds", snapshot.elapsed().toMillis() / 1000.0)
        .put("Objects", progress.objects())
        .put("ObjectsSplit", progress.objectsSplit())
        .put("Chunks", progress.totalChunks())
        .put("ChunksDone", progress.doneChunks());
    counts(node, snapshot.counts());
    rejects(node, snapshot, load);
    return node;
  }

  private static void instants(ObjectNode node, Run run) {
    Outcome outcome = run.outcome();
    node.put("AcceptedAt", run.acceptedAt().toString())
        .put("EndedAt", outcome == null ? null : outcome.at().toString())
        .put("Deadline", run.deadlines().deadline().toString())
        .put("EndBy", run.deadlines().endBy().toString())
        .put("AnsweredAt", text(run.answeredAt()));
  }

  private static void counts(ObjectNode node, Counts counts) {
    node.put("RecordsRead", counts.recordsRead())
        .put("ItemsWritten", counts.itemsWritten())
        .put("ItemsSkipped", counts.itemsSkipped())
        .put("ItemsRejected", counts.itemsRejected())
        .put("ItemsSampledOut", counts.itemsSampledOut())
        .put("BytesRead", counts.bytesRead())
        .put("WriteUnits", counts.writeUnits());
  }

  private static void rejects(ObjectNode node, Snapshot snapshot, @Nullable Load load) {
    FirstReject first = snapshot.progress().firstReject();
    if (first == null || load == null) {
      node.putNull("RejectReport").putNull("FirstReject");
      return;
    }
    node.put("RejectReport", ReportFile.prefix(load.ingestBucket(), snapshot.run().id()));
    node.putObject("FirstReject")
        .put("Object", first.object())
        .put("Offset", first.offset())
        .put("Reason", first.reason());
  }

  /** With the chunks that were begun and are not done. */
  static ObjectNode of(Snapshot snapshot, List<ChunkMarker> unfinished) {
    ObjectNode node = of(snapshot);
    var chunks = node.putArray("UnfinishedChunks");
    for (ChunkMarker marker : unfinished) {
      chunks
          .addObject()
          .put("Object", marker.chunk().object())
          .put("Chunk", marker.chunk().chunk())
          .put("State", marker.resumeAt() == null ? "LEASED" : "PAUSED")
          .put("LeaseUntil", marker.resumeAt() == null ? text(marker.leaseUntil()) : null)
          .put("ResumeAt", text(marker.resumeAt()))
          .put("Attempts", marker.attempts())
          .put("Cause", marker.cause());
    }
    return node;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
