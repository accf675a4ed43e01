package io.stackseed.simulation;

import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.Lease;
import io.stackseed.chunk.PlanPage;
import io.stackseed.item.TableSchema;
import io.stackseed.request.ResourceKey;
import io.stackseed.run.Displaced;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.source.ByteRange;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Short words for what appears in a story; the same in every process. */
final class Words {
  private Words() {}

  static String of(@Nullable Object thing) {
    if (thing instanceof Optional<?> optional) {
      return optional.map(Words::of).orElse("nothing");
    }
    if (thing instanceof Collection<?> things) {
      return things.stream().map(Words::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (thing instanceof Run run) {
      return of(run);
    }
    if (thing instanceof Progress progress) {
      return of(progress);
    }
    if (thing instanceof Resource resource) {
      return of(resource);
    }
    if (thing instanceof Outcome outcome) {
      return outcome.state() + (outcome.reason() == null ? "" : ": " + outcome.reason());
    }
    if (thing instanceof Displaced displaced) {
      return displaced.run().id() + " forgets " + displaced.forgets().size();
    }
    if (thing instanceof PlanPage page) {
      return page.runId() + "/" + page.object() + " page " + page.page() + " " + of(page.ranges());
    }
    if (thing instanceof ChunkMessage message) {
      return message.chunk() + " " + of(message.range());
    }
    if (thing instanceof ByteRange range) {
      return range.start() + "–" + range.endExclusive();
    }
    if (thing instanceof TableSchema || thing instanceof ResourceKey) {
      return "";
    }
    return thing instanceof Lease.Granted ? "granted" : String.valueOf(thing);
  }

  private static String of(Run run) {
    return run.id()
        + (run.outcome() == null ? "" : " " + run.outcome().state())
        + (run.owesAnswer() ? ", owes an answer" : "")
        + (run.isClosed() ? ", closed" : "")
        + (run.silence().after() == null
            ? ""
            : ", silence from " + run.silence().at() + " after " + run.silence().after());
  }

  private static String of(Progress progress) {
    return progress.state()
        + " "
        + progress.doneChunks()
        + "/"
        + progress.totalChunks()
        + " chunks, "
        + progress.objectsSplit()
        + "/"
        + progress.objects()
        + " objects";
  }

  private static String of(Resource resource) {
    Resource.LastGood good = resource.lastGood();
    return "newest "
        + resource.latestRun()
        + ", current "
        + resource.currentRun()
        + ", last good "
        + (good == null ? "none" : good.runId() + " of " + good.sourceVersion());
  }
}
