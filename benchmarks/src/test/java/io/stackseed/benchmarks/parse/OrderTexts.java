package io.stackseed.benchmarks.parse;

import com.amazon.ion.IonStruct;
import com.amazon.ion.IonSystem;
import com.amazon.ion.IonValue;
import com.amazon.ion.system.IonSystemBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.stackseed.benchmarks.OrderFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes orders in the formats that DynamoDB, spreadsheets and programs exchange. */
public final class OrderTexts {
  /** What of an order fits into a line of a table: its first line alone. */
  static final List<String> CSV_NAMES =
      List.of(
          "customerId",
          "orderId",
          "status",
          "paid",
          "coupon",
          "name",
          "city",
          "sku",
          "title",
          "quantity",
          "price",
          "currency",
          "amount");

  static final String CSV_HEADER = String.join(",", CSV_NAMES) + "\n";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final IonSystem ION = IonSystemBuilder.standard().build();

  private OrderTexts() {}

  /** Each order's tree, no digit lost. */
  public static List<ObjectNode> trees(OrderFile lines) {
    try (MappingIterator<ObjectNode> trees =
        MAPPER.readerFor(ObjectNode.class).readValues(lines.toByteArray())) {
      return trees.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** As DynamoDB's export writes it. */
  static String dynamoDbJson(JsonNode order) {
    ObjectNode line = MAPPER.createObjectNode();
    line.set("Item", dynamoDbItem(order));
    return line.toString();
  }

  /** The attributes of an item, each with its type. */
  public static ObjectNode dynamoDbItem(JsonNode object) {
    ObjectNode entries = MAPPER.createObjectNode();
    object.properties().forEach(entry -> entries.set(entry.getKey(), typed(entry.getValue())));
    return entries;
  }

  private static ObjectNode typed(JsonNode value) {
    ObjectNode typed = MAPPER.createObjectNode();
    switch (value.getNodeType()) {
      case STRING -> typed.set("S", value);
      case NUMBER -> typed.put("N", value.asText());
      case BOOLEAN -> typed.set("BOOL", value);
      case NULL -> typed.put("NULL", true);
      case OBJECT -> typed.set("M", dynamoDbItem(value));
      case ARRAY -> {
        ArrayNode elements = typed.putArray("L");
        value.forEach(element -> elements.add(typed(element)));
      }
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON: " + value);
    }
    return typed;
  }

  /** As DynamoDB's export writes it. */
  static String ion(JsonNode order) {
    IonStruct line = ION.newEmptyStruct();
    line.add("Item", ionValue(order));
    return "$ion_1_0 " + line;
  }

  private static IonValue ionValue(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> ION.newString(value.textValue());
      case NUMBER -> ION.newDecimal(value.decimalValue());
      case BOOLEAN -> ION.newBool(value.booleanValue());
      case NULL -> ION.newNull();
      case OBJECT -> {
        IonStruct struct = ION.newEmptyStruct();
        value.properties().forEach(entry -> struct.add(entry.getKey(), ionValue(entry.getValue())));
        yield struct;
      }
      case ARRAY -> {
        IonValue[] elements = new IonValue[value.size()];
        for (int i = 0; i < elements.length; i++) {
          elements[i] = ionValue(value.get(i));
        }
        yield ION.newList(elements);
      }
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON: " + value);
    };
  }

  static String csv(List<ObjectNode> orders) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(CSV_NAMES);
      for (JsonNode order : orders) {
        JsonNode line = order.path("lines").path(0);
        csv.writeRecord(
            order.path("customerId").asText(),
            order.path("orderId").asText(),
            order.path("status").asText(),
            order.path("paid").asText(),
            "",
            order.path("shipTo").path("name").asText(),
            order.path("shipTo").path("city").asText(),
            line.path("sku").asText(),
            line.path("title").asText(),
            line.path("quantity").asText(),
            line.path("price").asText(),
            order.path("total").path("currency").asText(),
            order.path("total").path("amount").asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }
}
