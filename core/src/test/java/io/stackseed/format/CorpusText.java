package io.stackseed.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Items as each format writes them, by the libraries that people write them with. */
final class CorpusText {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = new JsonMapper();

  private static final ObjectWriter ESCAPED =
      JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

  /** The line ends are the same on every system. */
  private static final ObjectWriter PRETTY_PRINTER =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /** How a file holds its items. */
  enum Form {
    ARRAY,
    PRETTY,
    LINES,
    CSV,
    /** Lines of {@code {"Item":…}}, as DynamoDB's export writes them. */
    EXPORT,
    /** Lines of items alone, as the command line tools print them. */
    BARE,
    ION;

    Format format() {
      return switch (this) {
        case ARRAY -> Format.JSON;
        case PRETTY -> Format.CONCATENATED_JSON;
        case LINES -> Format.JSON_LINES;
        case CSV -> Format.CSV;
        case EXPORT, BARE -> Format.DYNAMODB_JSON;
        case ION -> Format.ION;
      };
    }

    String of(List<Item> items) {
      return switch (this) {
        case ARRAY ->
            items.stream().map(item -> "  " + line(item)).collect(joined("[\n", ",\n", "\n]\n"));
        case PRETTY -> lines(items, item -> text(PRETTY_PRINTER, plain(item)));
        case LINES -> lines(items, CorpusText::line);
        case CSV -> csv(items);
        case EXPORT -> lines(items, DynamoDbJsonText::exported);
        case BARE -> lines(items, DynamoDbJsonText::bare);
        case ION -> lines(items, IonText::of);
      };
    }
  }

  private CorpusText() {}

  private static String lines(List<Item> items, Function<Item, String> line) {
    return items.stream().map(line).collect(joined("", "\n", "\n"));
  }

  /**
   * With a byte order mark, as spreadsheets save it; every attribute that an item has is a column,
   * and maps and lists are printed over lines.
   */
  private static String csv(List<Item> items) {
    Set<String> header = new LinkedHashSet<>();
    items.forEach(item -> header.addAll(item.attributes().keySet()));
    StringWriter text = new StringWriter();
    text.write("\ufeff");
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      csv.writeRecord(header);
      for (Item item : items) {
        List<String> fields = new ArrayList<>();
        for (String name : header) {
          Value value = item.attributes().get(name);
          fields.add(value == null ? "" : field(value));
        }
        csv.writeRecord(fields);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String field(Value value) {
    JsonNode node = value.accept(PLAIN);
    if (node.isTextual() || node.isNull()) {
      return node.asText("");
    }
    return text(node.size() % 2 == 0 ? PRETTY_PRINTER : JSON.writer(), node);
  }

  /** Half of them with every character past ASCII escaped. */
  private static String line(Item item) {
    ObjectNode node = plain(item);
    return text(node.size() % 2 == 0 ? ESCAPED : JSON.writer(), node);
  }

  private static String text(ObjectWriter writer, JsonNode node) {
    try {
      return writer.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Collector<CharSequence, ?, String> joined(
      String before, String between, String after) {
    return Collectors.joining(between, before, after);
  }

  private static ObjectNode plain(Item item) {
    return plain(item.attributes());
  }

  private static ObjectNode plain(Map<String, Value> entries) {
    ObjectNode node = NODES.objectNode();
    entries.forEach((name, value) -> node.set(name, value.accept(PLAIN)));
    return node;
  }

  /** Plain JSON; sets and bytes as a CSV field has them. */
  private static final Value.Visitor<JsonNode> PLAIN =
      new Value.Visitor<>() {
        @Override
        public JsonNode visit(Value.S value) {
          return NODES.textNode(value.text());
        }

        @Override
        public JsonNode visit(Value.N value) {
          return digits(value.digits());
        }

        @Override
        public JsonNode visit(Value.B value) {
          return NODES.textNode(Base64.getEncoder().encodeToString(value.bytes().toArray()));
        }

        @Override
        public JsonNode visit(Value.Bool value) {
          return NODES.booleanNode(value.value());
        }

        @Override
        public JsonNode visit(Value.Null value) {
          return NODES.nullNode();
        }

        @Override
        public JsonNode visit(Value.L value) {
          return nodes(value.elements().stream().map(element -> element.accept(this)).toList());
        }

        @Override
        public JsonNode visit(Value.M value) {
          return plain(value.entries());
        }

        @Override
        public JsonNode visit(Value.SS value) {
          return nodes(value.elements().stream().<JsonNode>map(NODES::textNode).toList());
        }

        @Override
        public JsonNode visit(Value.NS value) {
          return nodes(value.elements().stream().map(CorpusText::digits).toList());
        }

        @Override
        public JsonNode visit(Value.BS value) {
          throw new IllegalArgumentException("only DynamoDB JSON and Ion have sets of bytes");
        }
      };

  /** As they stand: a tree's own number would write them in its own way. */
  private static JsonNode digits(String digits) {
    return (JsonNode) NODES.rawValueNode(new RawValue(digits));
  }

  private static ArrayNode nodes(List<JsonNode> elements) {
    return NODES.arrayNode().addAll(elements);
  }
}
