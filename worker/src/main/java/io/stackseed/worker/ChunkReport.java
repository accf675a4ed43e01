package io.stackseed.worker;

import io.stackseed.chunk.ChunkId;
import io.stackseed.format.RawRecord;
import io.stackseed.format.Reject;
import io.stackseed.reject.RejectReport;
import io.stackseed.reject.RejectedRecord;
import io.stackseed.reject.ReportFile;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.FirstReject;
import io.stackseed.source.SourceObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is rejected of a chunk under one lease, reported in files of a bounded size: memory does not
 * grow with the number of rejects.
 */
final class ChunkReport {
  /**
   * Kept of records before a file is written of them; what each takes beside its bytes included.
   */
  static final int MAX_BUFFERED_BYTES = 2 << 20;

  private static final int OVERHEAD_BYTES = 512;

  private final RejectReport report;
  private final String bucket;
  private final SourceObject object;
  private final ChunkId chunk;
  private final String owner;
  private final List<RejectedRecord> buffered = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private long bufferedBytes;
  private @Nullable FirstReject first;

  /**
   * @param bucket the report's
   * @param owner of the chunk's lease
   * @param before what earlier leases have reported; null if that is nothing
   */
  ChunkReport(
      RejectReport report,
      String bucket,
      SourceObject object,
      ChunkId chunk,
      String owner,
      @Nullable ChunkRejects before) {
    this.report = report;
    this.bucket = bucket;
    this.object = object;
    this.chunk = chunk;
    this.owner = owner;
    if (before != null) {
      first = before.first();
      written.addAll(before.reportFiles());
    }
  }

  /**
   * Takes a reject; may write a file.
   *
   * @param number of the record within the chunk, from 1
   */
  void add(Reject reject, long number, RawRecord raw) {
    if (first == null) {
      first = new FirstReject(chunk.object(), reject.offset(), reject.reason());
    }
    buffered.add(
        new RejectedRecord(
            object.location().toString(),
            object.versionId(),
            reject.offset(),
            number,
            reject.code(),
            reject.reason(),
            raw));
    bufferedBytes += OVERHEAD_BYTES + raw.bytes().length();
    if (bufferedBytes >= MAX_BUFFERED_BYTES) {
      writeFile();
    }
  }

  /** Writes what is left, and says where everything is; null if nothing was rejected. */
  @Nullable ChunkRejects finish() {
    if (first == null) {
      return null;
    }
    if (!buffered.isEmpty()) {
      writeFile();
    }
    return new ChunkRejects(first, written);
  }

  private void writeFile() {
    ReportFile file = new ReportFile(bucket, chunk, buffered.get(0).offset(), owner);
    report.write(file, List.copyOf(buffered));
    written.add(file.key());
    buffered.clear();
    bufferedBytes = 0;
  }
}
