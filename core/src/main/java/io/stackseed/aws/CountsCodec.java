package io.stackseed.aws;

import io.stackseed.run.Counts;

/** Counts, inside the items that carry them. */
final class CountsCodec {
  private CountsCodec() {}

  static Attributes write(Attributes into, Counts counts) {
    return into.number("recordsRead", counts.recordsRead())
        .number("itemsWritten", counts.itemsWritten())
        .number("itemsSkipped", counts.itemsSkipped())
        .number("itemsRejected", counts.itemsRejected())
        .number("itemsSampledOut", counts.itemsSampledOut())
        .number("bytesRead", counts.bytesRead())
        .decimal("writeUnits", counts.writeUnits());
  }

  static Counts read(Attributes attributes) {
    return new Counts(
        attributes.counter("recordsRead"),
        attributes.counter("itemsWritten"),
        attributes.counter("itemsSkipped"),
        attributes.counter("itemsRejected"),
        attributes.counter("itemsSampledOut"),
        attributes.counter("bytesRead"),
        attributes.decimal("writeUnits"));
  }
}
