package io.stackseed.dispatcher;

import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanCursor;
import io.stackseed.chunk.PlanPage;
import io.stackseed.run.Load;
import io.stackseed.run.RunStore;
import io.stackseed.source.ByteRange;
import java.util.ArrayList;
import java.util.List;

/**
 * An object's plan while it is made, from its ranges one after the other. Pages are stored before
 * their chunks are queued, and before the object is marked split; each page is the same whenever it
 * is made.
 *
 * <p>Not for use by several threads.
 */
final class Plan {
  private final RunStore runs;
  private final ChunkSender chunks;
  private final ObjectId object;
  private final Unfinished unfinished;
  private final List<ByteRange> begun;
  private final List<PlanPage> full = new ArrayList<>();
  private long offset;
  private int cuts;

  /**
   * @param from where an earlier invocation stopped
   */
  Plan(RunStore runs, ChunkSender chunks, ObjectId object, Load load, PlanCursor from) {
    this.runs = runs;
    this.chunks = chunks;
    this.object = object;
    this.unfinished = Unfinished.after(from.cuts(), load, object, runs);
    this.begun = new ArrayList<>(from.begun());
    this.offset = from.offset();
    this.cuts = from.cuts();
  }

  /** Takes the object's next range. */
  void add(ByteRange range) {
    offset = range.endExclusive();
    cuts++;
    if (unfinished.takesNext()) {
      begun.add(range);
      if (begun.size() == PlanPage.SIZE) {
        endPage();
      }
    }
  }

  private void endPage() {
    int page = (unfinished.planned() - 1) / PlanPage.SIZE;
    full.add(new PlanPage(object.runId(), object.object(), page, begun));
    begun.clear();
  }

  /** Pages that are full, and not queued yet. */
  int fullPages() {
    return full.size();
  }

  /** Stores the full pages and queues their chunks. */
  void queue() throws InterruptedException {
    full.forEach(runs::savePage);
    chunks.send(full.stream().flatMap(PlanPage::messages).toList());
    full.clear();
  }

  /** Where to go on once everything full is queued. */
  PlanCursor cursor() {
    return new PlanCursor(offset, cuts, begun);
  }

  /** After the object's last range: queues what is left, and marks the object split. */
  void finish() throws InterruptedException {
    if (!begun.isEmpty()) {
      endPage();
    }
    queue();
    runs.objectSplit(object.runId(), object.object(), unfinished.planned());
  }
}
