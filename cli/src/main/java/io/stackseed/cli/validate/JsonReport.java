package io.stackseed.cli.validate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report for programs. */
final class JsonReport {
  private final Report report;
  private final ObjectNode root;

  private JsonReport(Report report) {
    this.report = report;
    this.root = status(report.problems());
  }

  static ObjectNode of(Report report) {
    return new JsonReport(report).build();
  }

  /** What a validation came to that could not even begin. */
  static ObjectNode refused(String problem) {
    return status(List.of(problem));
  }

  private static ObjectNode status(List<String> problems) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("Status", problems.isEmpty() ? "SUCCESS" : "FAILED");
    ArrayNode sentences = root.putArray("Problems");
    problems.forEach(sentences::add);
    return root;
  }

  private ObjectNode build() {
    Findings findings = report.findings();
    ArrayNode files = root.putArray("Files");
    report.files().forEach(file -> file(files.addObject(), file));
    root.put("Records", findings.records());
    root.put("Items", findings.items());
    root.put("Rejected", findings.rejects().count());
    root.put("SampledOut", findings.recordsSampledOut());
    ArrayNode notes = root.putArray("Notes");
    report.notes().forEach(notes::add);
    rejects(findings.rejects());
    sizes(findings.sizes());
    keys(findings.keys());
    timeToLive(findings.timeToLive());
    writing(findings.units());
    return root;
  }

  private static void file(ObjectNode node, FileReport file) {
    node.put("File", file.file());
    node.put("Bytes", file.sizeBytes());
    node.put("Format", file.format() == null ? null : file.format().word());
    node.put("Records", file.records());
    node.put("Items", file.items());
    node.put("Rejected", file.rejected());
    node.put("SampledOut", file.sampledOut());
    node.put("Problem", file.problem());
  }

  private void rejects(Rejects rejects) {
    ArrayNode codes = root.putArray("RejectsByCode");
    rejects
        .byCode()
        .forEach((code, count) -> codes.addObject().put("Code", code.name()).put("Count", count));
    ArrayNode first = root.putArray("FirstRejects");
    for (Rejects.RejectedRecord reject : rejects.first()) {
      place(first.addObject(), reject.place())
          .put("Code", reject.code().name())
          .put("Reason", reject.reason());
    }
  }

  private void sizes(ItemSizes sizes) {
    Place largest = sizes.largestPlace();
    if (largest == null) {
      root.putNull("LargestItem");
    } else {
      place(root.putObject("LargestItem"), largest).put("SizeBytes", sizes.largestBytes());
    }
    root.put("TotalItemBytes", sizes.totalBytes());
    ArrayNode distribution = root.putArray("ItemSizes");
    sizes
        .distribution()
        .forEach(
            (limit, items) -> distribution.addObject().put("UpToBytes", limit).put("Items", items));
  }

  private void keys(SeenKeys keys) {
    ObjectNode node = root.putObject("DuplicateKeys");
    node.put("Items", keys.repeated());
    node.put("KeysCompared", keys.remembered());
    node.put("Complete", keys.isComplete());
    if (keys.firstRepeated() == null) {
      node.putNull("First");
    } else {
      place(node.putObject("First"), keys.firstRepeated());
    }
  }

  private void timeToLive(@Nullable TimeToLive timeToLive) {
    if (timeToLive == null) {
      root.putNull("TimeToLive");
      return;
    }
    ObjectNode node = root.putObject("TimeToLive");
    node.put("Attribute", timeToLive.attribute());
    timeToLive.items().forEach((fate, items) -> node.put(word(fate), items));
  }

  private static String word(TimeToLive.Fate fate) {
    return switch (fate) {
      case EXPIRES_LATER -> "ExpireLater";
      case PAST -> "Past";
      case PAST_BY_YEARS -> "PastByMoreThanFiveYears";
      case MILLISECONDS -> "Milliseconds";
      case NO_NUMBER -> "NoNumber";
      case MISSING -> "Missing";
    };
  }

  private void writing(WriteUnits units) {
    ObjectNode node = root.putObject("WriteUnits");
    node.put("Table", units.table());
    ObjectNode indexes = node.putObject("Indexes");
    units.byIndex().forEach(indexes::put);
    node.put("Total", units.total());
    root.putObject("Run")
        .put("CapacityPerSecond", report.capacity())
        .put("Seconds", report.seconds())
        .put("CostUsd", report.price().of(units.total()))
        .put("UsdPerMillionWriteUnits", report.price().perMillion())
        .put("Price", report.price().source());
  }

  private static ObjectNode place(ObjectNode node, Place place) {
    return node.put("File", place.file()).put("Offset", place.offset());
  }
}
