package io.stackseed.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/** Jackson's tree, the naive model: a whole text at once, into memory. */
final class Trees {

  static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .readerFor(JsonNode.class);

  private Trees() {}

  /** Whether the text is one JSON array and nothing else; its values are not made. */
  static boolean isOneArray(byte[] text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * No value at all gives a missing node.
   *
   * @throws JsonProcessingException if the text is not one JSON value, or repeats a name
   */
  static JsonNode parse(byte[] text) throws JsonProcessingException {
    try {
      return READER.readTree(text);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean same(Item item, JsonNode node) {
    return node.isObject() && sameEntries(item.attributes(), node);
  }

  private static boolean sameEntries(Map<String, Value> entries, JsonNode node) {
    Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
    for (Map.Entry<String, Value> entry : entries.entrySet()) {
      if (!fields.hasNext()) {
        return false;
      }
      Map.Entry<String, JsonNode> field = fields.next();
      if (!field.getKey().equals(entry.getKey()) || !same(entry.getValue(), field.getValue())) {
        return false;
      }
    }
    return !fields.hasNext();
  }

  private static boolean same(Value value, JsonNode node) {
    return value.accept(
        new Value.Visitor<Boolean>() {
          @Override
          public Boolean visit(Value.S string) {
            return node.isTextual() && node.textValue().equals(string.text());
          }

          @Override
          public Boolean visit(Value.N number) {
            return node.isNumber()
                && node.decimalValue().compareTo(new BigDecimal(number.digits())) == 0;
          }

          @Override
          public Boolean visit(Value.B binary) {
            return false;
          }

          @Override
          public Boolean visit(Value.SS set) {
            return false;
          }

          @Override
          public Boolean visit(Value.NS set) {
            return false;
          }

          @Override
          public Boolean visit(Value.BS set) {
            return false;
          }

          @Override
          public Boolean visit(Value.Bool bool) {
            return node.isBoolean() && node.booleanValue() == bool.value();
          }

          @Override
          public Boolean visit(Value.Null none) {
            return node.isNull();
          }

          @Override
          public Boolean visit(Value.L list) {
            if (!node.isArray() || node.size() != list.elements().size()) {
              return false;
            }
            for (int i = 0; i < node.size(); i++) {
              if (!same(list.elements().get(i), node.get(i))) {
                return false;
              }
            }
            return true;
          }

          @Override
          public Boolean visit(Value.M map) {
            return node.isObject() && sameEntries(map.entries(), node);
          }
        });
  }
}
