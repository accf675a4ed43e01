package io.stackseed.benchmarks.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.format.Compression;
import io.stackseed.format.CsvEmpty;
import io.stackseed.format.CsvLayout;
import io.stackseed.format.CsvType;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.item.Item;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The formats, with the same orders in each, and what one would read them with otherwise. */
public enum OrderFormat {
  JSON_ARRAY("JSON array", "Jackson's tree", Format.JSON) {
    @Override
    byte[] write(List<ObjectNode> orders) {
      return orders.stream()
          .map(JsonNode::toString)
          .collect(Collectors.joining(",\n", "[\n", "\n]"))
          .getBytes(UTF_8);
    }

    @Override
    void readPlainly(byte[] bytes, Consumer<Item> items) throws IOException {
      PlainItems.json(bytes, items);
    }
  },

  JSON_LINES("JSON Lines", "Jackson's tree", Format.JSON_LINES) {
    @Override
    byte[] write(List<ObjectNode> orders) {
      return lines(orders.stream().map(JsonNode::toString).toList());
    }

    @Override
    void readPlainly(byte[] bytes, Consumer<Item> items) throws IOException {
      PlainItems.json(bytes, items);
    }
  },

  DYNAMODB_JSON("DynamoDB JSON", "Jackson's tree", Format.DYNAMODB_JSON) {
    @Override
    byte[] write(List<ObjectNode> orders) {
      return lines(orders.stream().map(OrderTexts::dynamoDbJson).toList());
    }

    @Override
    void readPlainly(byte[] bytes, Consumer<Item> items) throws IOException {
      PlainItems.dynamoDbJson(bytes, items);
    }
  },

  ION("Ion text", "Ion's tree", Format.ION) {
    @Override
    byte[] write(List<ObjectNode> orders) {
      return lines(orders.stream().map(OrderTexts::ion).toList());
    }

    @Override
    void readPlainly(byte[] bytes, Consumer<Item> items) {
      PlainItems.ion(bytes, items);
    }
  },

  CSV("CSV", "FastCSV", Format.CSV) {
    @Override
    byte[] write(List<ObjectNode> orders) {
      return OrderTexts.csv(orders).getBytes(UTF_8);
    }

    @Override
    void readPlainly(byte[] bytes, Consumer<Item> items) throws IOException {
      PlainItems.csv(bytes, items);
    }
  };

  private final String label;
  private final String baseline;
  private final Format format;

  OrderFormat(String label, String baseline, Format format) {
    this.label = label;
    this.baseline = baseline;
    this.format = format;
  }

  String label() {
    return label;
  }

  /** What the plain way reads it with. */
  String baseline() {
    return baseline;
  }

  Layout layout() {
    return format == Format.CSV ? csvLayout() : Layout.of(format, 0);
  }

  /** The orders in this format. */
  byte[] of(OrderFile lines) {
    return write(OrderTexts.trees(lines));
  }

  abstract byte[] write(List<ObjectNode> orders);

  /** To a library's tree or records, and those to items. */
  abstract void readPlainly(byte[] bytes, Consumer<Item> items) throws IOException;

  private static byte[] lines(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  /** As the planner sees a file that begins with its header. */
  private static Layout csvLayout() {
    return new Layout(
        Format.CSV,
        Compression.NONE,
        false,
        OrderTexts.CSV_HEADER.length(),
        new CsvLayout(
            ',',
            OrderTexts.CSV_NAMES,
            Map.of(
                "paid", CsvType.BOOL,
                "quantity", CsvType.N,
                "price", CsvType.N,
                "amount", CsvType.N),
            CsvEmpty.OMIT,
            true));
  }
}
