package io.stackseed.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.CustomResourceAnswer.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a demo came to, for people or for programs. */
record DemoReport(CustomResourceAnswer answer, DemoTable table, Duration elapsed) {
  private static final int ITEMS_SHOWN = 20;

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "%n%s after %.1f s%n", answer.status(), elapsed.toMillis() / 1000.0);
    if (answer.status() == Status.FAILED) {
      out.println(answer.reason());
    }
    out.println();
    new TreeMap<>(answer.data())
        .forEach((name, value) -> out.printf("  %-16s %s%n", name, value.asText()));
    long count = table.itemCount();
    out.printf(Locale.ROOT, "%nTable %s, %,d items%n", table.name(), count);
    table.items().limit(ITEMS_SHOWN).forEach(item -> out.println("  " + DynamoDbJson.item(item)));
    if (count > ITEMS_SHOWN) {
      out.printf(Locale.ROOT, "  … and %,d more%n", count - ITEMS_SHOWN);
    }
  }

  void printJson(PrintWriter out) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("Status", answer.status().name());
    report.put("Reason", answer.reason());
    report.put("PhysicalResourceId", answer.physicalResourceId());
    ObjectNode data = report.putObject("Data");
    new TreeMap<>(answer.data()).forEach(data::set);
    report.put("TableItemCount", table.itemCount());
    report.put("ElapsedSeconds", elapsed.toMillis() / 1000.0);
    out.println(report);
  }

  /** Lines of {@code {"Item":{…}}}, as DynamoDB's export writes them. */
  void dump(Path file) throws IOException {
    try (PrintWriter writer =
        new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      Iterator<Map<String, AttributeValue>> items = table.items().iterator();
      while (items.hasNext()) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.set("Item", DynamoDbJson.item(items.next()));
        writer.print(line);
        writer.print('\n');
      }
      if (writer.checkError()) {
        throw new IOException("writing " + file + " failed");
      }
    }
  }
}
