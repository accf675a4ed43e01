package io.stackseed.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.failure.FailureException;
import io.stackseed.item.Binary;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import io.stackseed.testing.Fakes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShapingRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.5Z");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Key {@code id} (S) and {@code at} (N); an index by {@code bytes} (B) and {@code day} (S). */
  private static final TableSchema TABLE =
      new TableSchema(
          "orders",
          "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
          new KeySchema(new KeyAttribute("id", KeyType.S), new KeyAttribute("at", KeyType.N)),
          List.of(
              new IndexSchema(
                  "by-day",
                  new KeySchema(
                      new KeyAttribute("bytes", KeyType.B), new KeyAttribute("day", KeyType.S)))));

  // Sampling

  @Test
  void isSampledByThePartitionKeyUnlessAnotherAttributeIsNamed() {
    assertThat(sampling(null).sampling()).isEqualTo(new Sampling("id", BigDecimal.TEN));
    assertThat(sampling("customer").sampling())
        .isEqualTo(new Sampling("customer", new BigDecimal("10.0")));
  }

  private static Shaping sampling(@Nullable String by) {
    return frozen(new ShapingRequest(BigDecimal.TEN, by, List.of(), List.of(), Map.of()));
  }

  // Set

  static Stream<Arguments> literals() {
    return Stream.of(
        Arguments.of("'text'", new Value.S("text")),
        Arguments.of("''", new Value.S("")),
        Arguments.of("'5'", new Value.S("5")),
        Arguments.of("5", new Value.N("5")),
        Arguments.of(
            "0.12345678901234567890123456789012345678",
            new Value.N("0.12345678901234567890123456789012345678")),
        Arguments.of("true", new Value.Bool(true)),
        Arguments.of("null", new Value.Null()),
        Arguments.of("[1,'a',[]]", list(new Value.N("1"), new Value.S("a"), list())),
        Arguments.of("{}", new Value.M(Map.of())),
        Arguments.of(
            "{'a':1,'N':'2'}", new Value.M(Map.of("a", new Value.N("1"), "N", new Value.S("2")))),
        // As CloudFormation sends typed literals: every scalar as text
        Arguments.of("{'S':'5'}", new Value.S("5")),
        Arguments.of("{'N':'5'}", new Value.N("5")),
        Arguments.of("{'N':5}", new Value.N("5")),
        Arguments.of("{'B':'AQI='}", new Value.B(Binary.of(new byte[] {1, 2}))),
        Arguments.of("{'BOOL':'true'}", new Value.Bool(true)),
        Arguments.of("{'BOOL':'False'}", new Value.Bool(false)),
        Arguments.of("{'BOOL':true}", new Value.Bool(true)),
        Arguments.of("{'NULL':'true'}", new Value.Null()),
        Arguments.of("{'L':[{'N':'1'},'a']}", list(new Value.N("1"), new Value.S("a"))),
        Arguments.of("{'M':{'N':'2'}}", new Value.M(Map.of("N", new Value.S("2")))),
        Arguments.of("{'SS':['b','a']}", new Value.SS(List.of("b", "a"))),
        Arguments.of("{'NS':['1',2]}", new Value.NS(List.of("1", "2"))),
        Arguments.of("{'BS':['AQI=']}", new Value.BS(List.of(Binary.of(new byte[] {1, 2})))),
        // Moments
        Arguments.of("'now'", new Value.N("1795348800")),
        Arguments.of("'now+P30D'", new Value.N("1797940800")),
        Arguments.of("{'N':'now-PT2H'}", new Value.N("1795341600")),
        Arguments.of("{'S':'now+P30D'}", new Value.S("2026-12-22T12:00:00Z")),
        Arguments.of("{'S':'now'}", new Value.S("2026-11-22T12:00:00Z")),
        Arguments.of("['now']", list(new Value.N("1795348800"))),
        Arguments.of("'\\\\now'", new Value.S("now")),
        Arguments.of("{'S':'\\\\now+1'}", new Value.S("now+1")),
        Arguments.of("'nowhere'", new Value.S("nowhere")),
        Arguments.of("'\\\\a'", new Value.S("\\a")));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void aLiteralIsJsonOrAValueUnderItsType(String literal, Value value) {
    assertThat(set("x", literal)).isEqualTo(value);
    assertThat(set("a.b.x", literal)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "id, '5', S",
        "id, 5, S",
        "id, true, S",
        "at, '5', N",
        "at, 5, N",
        "at, {'N':'5'}, N",
        "day, 5, S",
        "bytes, 'AQI=', B"
      })
  void aScalarForAKeyHasTheKeysType(String name, String literal, String descriptor) {
    assertThat(set(name, literal).descriptor()).isEqualTo(descriptor);
  }

  @Test
  void aMomentForAKeyHasTheKeysType() {
    assertThat(set("at", "'now'")).isEqualTo(new Value.N("1795348800"));
    assertThat(set("day", "'now-P1D'")).isEqualTo(new Value.S("2026-11-21T12:00:00Z"));
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(
            "x",
            "'now+30D'",
            "Set: 'x' cannot be 'now+30D': '30D' is no ISO 8601 duration. Use a duration such as"
                + " P30D or PT2H, or write \\now+30D for the text."),
        Arguments.of(
            "x",
            "{'S':'now+P9999Y'}",
            "Set: 'x' cannot be 'now+P9999Y': it is out of range. Use a duration such as P30D or"
                + " PT2H, or write \\now+P9999Y for the text."),
        Arguments.of(
            "x",
            "{'N':'five'}",
            "Set: 'x' cannot be N 'five': the number is not a decimal number. Correct the number,"
                + " or its type."),
        Arguments.of(
            "x",
            "1e200",
            "Set: 'x' cannot be N '1E+200': the number is out of range: its magnitude is 1E+126 or"
                + " more. Correct the number, or its type."),
        Arguments.of(
            "x",
            "{'B':'?'}",
            "Set: 'x' cannot be B '?': it is not Base64. Encode the bytes in it."),
        Arguments.of("x", "{'BOOL':'yes'}", "Set: 'x' cannot be BOOL 'yes'. Use true or false."),
        Arguments.of("x", "{'NULL':'false'}", "Set: 'x' cannot be NULL 'false'. Use true."),
        Arguments.of(
            "x",
            "{'S':{'a':'b'}}",
            "Set: 'x' is no value under the type S. Write it as DynamoDB JSON does, or {\"M\":…}"
                + " for a map with one entry 'S'."),
        Arguments.of(
            "x",
            "{'L':'a'}",
            "Set: 'x' is no value under the type L. Write it as DynamoDB JSON does, or {\"M\":…}"
                + " for a map with one entry 'L'."),
        Arguments.of(
            "x",
            "{'SS':[]}",
            "Set: 'x' cannot be what it is set to: a set (SS) is empty. Correct the literal."),
        Arguments.of(
            "x",
            "{'NS':['1','1.0']}",
            "Set: 'x' cannot be what it is set to: a set (NS) has an element twice. Correct the"
                + " literal."),
        Arguments.of(
            "x",
            "{'a':{'':1}}",
            "Set: 'x' cannot be what it is set to: an attribute's name is empty. Correct the"
                + " literal."),
        Arguments.of(
            "x",
            "[".repeat(18) + "]".repeat(18),
            "Set: 'x' is nested more than 16 levels deep. Use a simpler value."),
        Arguments.of(
            "at",
            "'soon'",
            "Set: 'at' cannot be N 'soon': the number is not a decimal number. Correct the number,"
                + " or its type."),
        Arguments.of(
            "id",
            "{'N':'5'}",
            "Set: 'id' cannot be what it is set to: key 'id' is N, the table wants S. Correct the"
                + " literal."),
        Arguments.of(
            "id",
            "['a']",
            "Set: 'id' cannot be what it is set to: key 'id' is L, the table wants S. Correct the"
                + " literal."),
        Arguments.of(
            "id",
            "''",
            "Set: 'id' cannot be what it is set to: key 'id' is empty. Correct the literal."),
        Arguments.of(
            "day",
            "{'BOOL':'true'}",
            "Set: 'day' cannot be what it is set to: index 'by-day' key 'day' is BOOL, the index"
                + " wants S. Correct the literal."),
        Arguments.of(
            "at",
            "null",
            "Set: 'at' cannot be what it is set to: key 'at' is NULL, the table wants N. Correct"
                + " the literal."),
        Arguments.of(
            "day.first",
            "'a'",
            "Set: 'day.first' goes into the key 'day', which is S and no map. Correct the path;"
                + " '\\.' is a dot in a name."));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void whatNoItemOfTheTableCouldHoldIsRefusedAtOnce(String path, String literal, String sentence) {
    assertThatThrownBy(() -> set(path, literal))
        .isInstanceOf(FailureException.class)
        .hasMessage(sentence);
  }

  // Remove and Hash

  @ParameterizedTest
  @CsvSource({"id", "at"})
  void aKeyOfTheTableIsNotRemoved(String path) {
    assertThatThrownBy(() -> frozen(removing(path)))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "Remove: '%s' is a key of the table, without which there is no item. Take it off the"
                + " list; Hash can mask it.",
            path);
  }

  @Test
  void aPathIntoAKeyIsRefused() {
    assertThatThrownBy(() -> frozen(removing("at.x")))
        .hasMessage(
            "Remove: 'at.x' goes into the key 'at', which is N and no map. Correct the path; '\\.'"
                + " is a dot in a name.");
    assertThatThrownBy(() -> frozen(hashing("day.x")))
        .hasMessage(
            "Hash: 'day.x' goes into the key 'day', which is S and no map. Correct the path; '\\.'"
                + " is a dot in a name.");
  }

  @Test
  void anIndexsKeyMayBeRemovedAndAnyKeyHashed() {
    assertThat(frozen(removing("day")).remove()).containsExactly(path("day"));
    assertThat(frozen(hashing("id")).hash()).containsExactly(path("id"));
  }

  @Test
  void theFingerprintOfTheKeyIsFrozenIfSomethingIsHashed() {
    assertThat(frozen(hashing("id")).hashKey()).isEqualTo("403454626a3e7827");
    assertThat(frozen(removing("x")).hashKey()).isNull();
  }

  @Test
  void withoutAKeyNothingIsHashed() {
    assertThat(removing("x").frozen(TABLE, NOW, HashKeys.none()).remove()).hasSize(1);
    assertThatThrownBy(() -> hashing("id").frozen(TABLE, NOW, HashKeys.none()))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "Hash: the ingest stack has no key to hash with. Set its parameter HashKeyArn to the"
                + " ARN of a secret, or remove Hash.");
  }

  @Test
  void nothingAskedForIsNothingDone() {
    assertThat(ShapingRequest.NONE.frozen(TABLE, NOW, HashKeys.none())).isEqualTo(Shaping.NONE);
  }

  @Test
  void whatSetGivesAsAWholeIsInEveryItem() {
    Shaping shaping =
        frozen(
            new ShapingRequest(
                null,
                null,
                List.of(),
                List.of(),
                Map.of(path("tenant"), json("'a'"), path("address.city"), json("'b'"))));

    assertThat(shaping.given()).containsExactly("tenant");
  }

  private static ShapingRequest removing(String path) {
    return new ShapingRequest(null, null, List.of(path(path)), List.of(), Map.of());
  }

  private static ShapingRequest hashing(String path) {
    return new ShapingRequest(null, null, List.of(), List.of(path(path)), Map.of());
  }

  private static Value set(String path, String literal) {
    return frozen(
            new ShapingRequest(null, null, List.of(), List.of(), Map.of(path(path), json(literal))))
        .set()
        .values()
        .iterator()
        .next();
  }

  private static Shaping frozen(ShapingRequest request) {
    return request.frozen(TABLE, NOW, () -> Fakes.HASH_KEY);
  }

  private static Value list(Value... elements) {
    return new Value.L(List.of(elements));
  }

  private static AttributePath path(String text) {
    return AttributePath.parse(text);
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
