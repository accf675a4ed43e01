package io.stackseed.reject;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report in memory, of which writes can be made to fail before or after their effect. */
public final class InMemoryRejectReport implements RejectReport {
  private final Map<String, List<RejectedRecord>> files = new LinkedHashMap<>();
  private final Deque<Fate> fates = new ArrayDeque<>();

  /** What becomes of a write. */
  public enum Fate {
    WRITTEN,
    FAILS_BEFORE,
    FAILS_AFTER
  }

  /** What becomes of the next writes; those that follow are {@link Fate#WRITTEN}. */
  public synchronized void nextWrites(Fate... next) {
    fates.addAll(List.of(next));
  }

  @Override
  public synchronized void write(ReportFile file, List<RejectedRecord> records) {
    Fate fate = fates.isEmpty() ? Fate.WRITTEN : fates.remove();
    if (fate != Fate.FAILS_BEFORE) {
      files.put(file.bucket() + "/" + file.key(), List.copyOf(records));
    }
    if (fate != Fate.WRITTEN) {
      throw new RejectReportException(file, new IllegalStateException("the write failed"));
    }
  }

  /** All files there are, by bucket and key. */
  public synchronized Map<String, List<RejectedRecord>> files() {
    return new LinkedHashMap<>(files);
  }

  /** What the files of these keys hold. */
  public synchronized List<RejectedRecord> records(String bucket, List<String> keys) {
    List<RejectedRecord> records = new ArrayList<>();
    keys.forEach(key -> records.addAll(files.getOrDefault(bucket + "/" + key, List.of())));
    return records;
  }
}
