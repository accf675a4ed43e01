package io.stackseed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.format.GoldenItems;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Records of a file and items of a table as plain maps, in the form of {@link GoldenItems}, to be
 * compared attribute by attribute. Shares no code with what loaded them.
 */
public final class PlainItems {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private PlainItems() {}

  /** What a table must hold of a JSON array, by key: the last record of a key stays. */
  public static Map<List<Object>, Map<String, Object>> ofArray(byte[] array, String... keys)
      throws IOException {
    List<Map<String, Object>> records = JSON.readValue(array, new TypeReference<>() {});
    List<Map<String, Object>> items = new ArrayList<>();
    for (Map<String, Object> read : records) {
      Map<String, Object> item = new LinkedHashMap<>();
      read.forEach((name, value) -> item.put(name, plain(value)));
      items.add(item);
    }
    return byKey(items, keys);
  }

  /** Items by key: the last of a key stays. */
  public static Map<List<Object>, Map<String, Object>> byKey(
      List<Map<String, Object>> items, String... keys) {
    Map<List<Object>, Map<String, Object>> byKey = new LinkedHashMap<>();
    items.forEach(item -> byKey.put(key(item, keys), item));
    return byKey;
  }

  /** What a table holds, by key. */
  public static Map<List<Object>, Map<String, Object>> ofTable(
      DynamoDbClient dynamoDb, String table, String... keys) {
    List<Map<String, Object>> items =
        dynamoDb.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
            .map(PlainItems::plain)
            .toList();
    return byKey(items, keys);
  }

  /** As the maps' own equality, but a failure names one item and not all of them. */
  public static void assertSame(
      Map<List<Object>, Map<String, Object>> actual,
      Map<List<Object>, Map<String, Object>> expected) {
    expected.forEach(
        (key, item) -> assertThat(actual.get(key)).as("the item %s", key).isEqualTo(item));
    assertThat(actual).hasSameSizeAs(expected);
  }

  private static List<Object> key(Map<String, Object> item, String... names) {
    return Arrays.stream(names).map(item::get).toList();
  }

  private static Object plain(Object value) {
    if (value instanceof BigInteger number) {
      return new BigDecimal(number).stripTrailingZeros();
    }
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      map.forEach((name, element) -> plain.put(name, plain(element)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    return value == null ? Optional.empty() : value;
  }

  /** An item of a table. */
  public static Map<String, Object> plain(Map<String, AttributeValue> item) {
    Map<String, Object> plain = new LinkedHashMap<>();
    item.forEach((name, value) -> plain.put(name, plain(value)));
    return plain;
  }

  private static Object plain(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> GoldenItems.number(value.n());
      case BOOL -> value.bool();
      case NUL -> Optional.empty();
      case L -> {
        List<Object> plain = new ArrayList<>();
        value.l().forEach(element -> plain.add(plain(element)));
        yield plain;
      }
      case M -> plain(value.m());
      case B -> value.b().asByteBuffer();
      case SS -> Set.copyOf(value.ss());
      case NS -> value.ns().stream().map(GoldenItems::number).collect(Collectors.toSet());
      case BS -> value.bs().stream().map(SdkBytes::asByteBuffer).collect(Collectors.toSet());
      case UNKNOWN_TO_SDK_VERSION -> throw new AssertionError("of an unknown type: " + value);
    };
  }
}
