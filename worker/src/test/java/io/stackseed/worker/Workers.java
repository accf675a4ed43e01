package io.stackseed.worker;

import io.stackseed.chunk.ChunkSender;
import io.stackseed.source.SourceObjects;
import io.stackseed.testing.Fakes;
import io.stackseed.time.LongestPauses;

/** Workers over fakes, each pause as long as it may be. */
final class Workers {
  private Workers() {}

  static Chunks of(Fakes fakes) {
    return new Chunks(
        fakes.runs,
        loader(fakes, fakes.objects),
        fakes.leasedWork(),
        new ChunkSender(fakes.chunks, LongestPauses.backoff(fakes.time)),
        fakes.metrics,
        fakes.time,
        new LongestPauses());
  }

  static ChunkLoader loader(Fakes fakes, SourceObjects objects) {
    return new ChunkLoader(
        objects,
        fakes.tables,
        fakes.report,
        fakes.shapers(),
        fakes.schedule,
        LongestPauses.backoff(fakes.time),
        fakes.time);
  }
}
