package io.stackseed.simulation;

import static java.util.stream.Collectors.toSet;

import io.stackseed.reject.InMemoryRejectReport;
import io.stackseed.reject.RejectReport;
import io.stackseed.reject.RejectedRecord;
import io.stackseed.reject.ReportFile;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.Run;
import java.util.ArrayList;
import java.util.List;

/** The reject reports, written by calls that fail as all others do. */
final class Reports implements RejectReport {
  private final InMemoryRejectReport written = new InMemoryRejectReport();
  private final Calls calls;

  Reports(Calls calls) {
    this.calls = calls;
  }

  @Override
  public void write(ReportFile file, List<RejectedRecord> records) {
    calls.make("report", file.key(), () -> written.write(file, records));
  }

  /** The files that the markers of a run list hold what its chunks refused, each record once. */
  void check(World world, Run run) {
    Load load = run.load();
    if (load == null) {
      return;
    }
    List<RejectedRecord> all = new ArrayList<>();
    for (ChunkMarker marker : world.store.chunks(run.id()).toList()) {
      Counts counts = marker.counts();
      List<RejectedRecord> records = written.records(load.ingestBucket(), marker.reportFiles());
      Violation.unless(
          records.size() == (counts == null ? 0 : counts.itemsRejected()),
          "%s reports %d records: %s",
          marker,
          records.size(),
          records);
      all.addAll(records);
    }
    world.tally.add("rejects reported", all.size());
    Violation.unless(
        all.stream().map(record -> record.object() + record.offset()).collect(toSet()).size()
            == all.size(),
        "%s reports a record twice: %s",
        run,
        all);
    for (RejectedRecord record : all) {
      Violation.unless(
          Files.REJECT.equals(record.raw().text())
              && record.object().startsWith(load.source().name()),
          "%s reports a record that is none of its rejects: %s",
          run,
          record);
    }
  }
}
