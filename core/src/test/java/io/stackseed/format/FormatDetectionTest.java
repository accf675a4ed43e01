package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.format.Detection.Detected;
import io.stackseed.format.Detection.Refused;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatDetectionTest {

  private static final Detection LINES = new Detected(Layout.of(Format.JSON_LINES, 0));
  private static final Detection CONCATENATED =
      new Detected(Layout.of(Format.CONCATENATED_JSON, 0));
  private static final Detection ARRAY = new Detected(Layout.of(Format.JSON, 0));

  @Test
  void goesByTheNameOfLines() {
    assertThat(detect("a.jsonl", "{\"a\":1}\n")).isEqualTo(LINES);
    assertThat(detect("a.NDJSON", "{\"a\":1}\n")).isEqualTo(LINES);
    assertThat(detect("a.jsonl", "nonsense")).isEqualTo(LINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a.txt", "a", "dir.jsonl/a"})
  void goesByTheFirstByteElse(String key) {
    assertThat(detect(key, " \r\n[{}]")).isEqualTo(ARRAY);
    assertThat(detect(key, "[]")).isEqualTo(ARRAY);
    assertThat(detect(key, "\n {\"a\":1}\n{\"a\":2}\n")).isEqualTo(LINES);
    assertThat(detect(key, "{\"a\":1}")).isEqualTo(LINES);
    assertThat(detect(key, "{\"a\":1,\"a\":2}\n")).isEqualTo(LINES);
  }

  @Test
  void measuresTheByteOrderMark() {
    assertThat(detect("a.json", "\ufeff[]")).isEqualTo(new Detected(Layout.of(Format.JSON, 3)));
    assertThat(detect("a.jsonl", "\ufeff{}"))
        .isEqualTo(new Detected(Layout.of(Format.JSON_LINES, 3)));
  }

  @Test
  void followsTheRequest() {
    assertThat(detect("a.jsonl", "[{}]", Format.JSON)).isEqualTo(ARRAY);
    assertThat(detect("a.json", "{}\n", Format.JSON_LINES)).isEqualTo(LINES);
    assertThat(detect("a.json", "{\n", Format.JSON_LINES)).isEqualTo(LINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\n  \"a\": 1\n}\n", "{\"a\":1} {\"a\":2}\n", "{\"a\":1}{\"a\":2}", "{"})
  void knowsPrettyPrintedAndConcatenatedJsonByItsFirstLine(String text) {
    assertThat(detect("a.json", text)).isEqualTo(CONCATENATED);
    assertThat(detect("a.json", text, Format.JSON)).isEqualTo(CONCATENATED);
  }

  @Test
  void doesNotJudgeALineItSeesTheBeginningOf() {
    String rest = "{\"S\":\"" + "x".repeat(FormatDetection.PROBE_BYTES);

    assertThat(detectBeginning("a.json", "{\"a\":" + rest)).isEqualTo(CONCATENATED);
    assertThat(detectBeginning("a.jsonl", "{\"a\":" + rest)).isEqualTo(LINES);
    assertThat(detectBeginning("a.json", "{\"Item\":{\"a\":" + rest))
        .isEqualTo(new Detected(Layout.of(Format.DYNAMODB_JSON, 0)));
  }

  private static Detection detectBeginning(String name, String text) {
    byte[] probe = Arrays.copyOf(text.getBytes(UTF_8), FormatDetection.PROBE_BYTES);
    return FormatDetection.detect(name, probe, 70_000, LayoutRequest.AUTO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Item\":{\"id\":{\"S\":\"a\"}}}",
        "{\"Item\":{\"id\":{\"S\":\"a\"}}}\n{\"Item\":{}}\n",
        "{\"id\":{\"N\":\"1\"},\"l\":{\"L\":[]}}\n",
        " \n{\"Item\":{\"S\":\"a\"}}\n"
      })
  void knowsDynamoDbJsonByItsFirstLine(String text) {
    Detection dynamoDbJson = new Detected(Layout.of(Format.DYNAMODB_JSON, 0));

    assertThat(detect("a.json", text)).isEqualTo(dynamoDbJson);
    assertThat(detect("a.jsonl", text)).isEqualTo(dynamoDbJson);
    assertThat(detect("a", text, Format.DYNAMODB_JSON)).isEqualTo(dynamoDbJson);
    assertThat(detect("a.json", text, Format.JSON_LINES)).isEqualTo(LINES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\":\"a\"}", "{\"Item\":{}}", "{\"id\":{\"S\":1}}", "{\"a\":{\"T\":\"x\"}}"})
  void doesNotTakeOtherLinesForDynamoDbJson(String text) {
    assertThat(detect("a.json", text)).isEqualTo(LINES);
    assertThat(detect("a.jsonl", text)).isEqualTo(LINES);
  }

  @Test
  void refusesContradictions() {
    assertThat(detect("a.json", "[{}]", Format.DYNAMODB_JSON))
        .isEqualTo(new Refused("begins with '[', so it is not dynamodb-json: use Format json"));
    assertThat(detect("a.jsonl", "[{}]"))
        .isEqualTo(new Refused("is named like JSON Lines but begins with '[': use Format json"));
    assertThat(detect("a.json", "[{}]", Format.JSON_LINES))
        .isEqualTo(new Refused("begins with '[', so it is not jsonl: use Format json"));
    assertThat(detect("a.json", "{}\n{}", Format.JSON)).isEqualTo(CONCATENATED);
    assertThat(detect("a.json", "id,name\n", Format.JSON))
        .isEqualTo(
            new Refused(
                "begins with neither '[' nor '{', and Format json wants an array or objects"));
  }

  @Test
  void knowsIonByItsNameAndItsFirstBytes() {
    Detection ion = new Detected(Layout.of(Format.ION, 0));

    assertThat(detect("a.ion", "$ion_1_0 {Item:{}}\n")).isEqualTo(ion);
    assertThat(detect("a", "\n$ion_1_0 {Item:{}}\n")).isEqualTo(ion);
    assertThat(detect("a", "$ion_1_0 {Item:{}}\n", Format.ION)).isEqualTo(ion);
    assertThat(detect("a.ion", "{Item:{}}"))
        .isEqualTo(
            new Refused("does not begin with '$ion_1_0', as Ion text of DynamoDB's export does"));
    assertThat(detect("a.json", "{}\n", Format.ION))
        .isEqualTo(
            new Refused("does not begin with '$ion_1_0', as Ion text of DynamoDB's export does"));
    assertThat(detect("a.ion", hex("e00100ea")))
        .isEqualTo(
            new Refused("is binary Ion; only Ion text as DynamoDB's export writes it is read"));
  }

  @Test
  void readsACsvHeaderAndBeginsAfterIt() {
    assertThat(detect("a.csv", "\ufeff\r\nid,\"na\"\"me\"\r\n1,x\n"))
        .isEqualTo(new Detected(Layout.csv(18, CsvOptions.DEFAULT, List.of("id", "na\"me"))));
    assertThat(detect("a.CSV", "id"))
        .isEqualTo(new Detected(Layout.csv(2, CsvOptions.DEFAULT, List.of("id"))));
    assertThat(detect("a", "id;n\n", Format.CSV))
        .isEqualTo(new Detected(Layout.csv(5, CsvOptions.DEFAULT, List.of("id;n"))));
  }

  @Test
  void aCsvWhoseHeaderIsGivenBeginsAtItsStart() {
    CsvOptions options = new CsvOptions(',', List.of("a", "b"), Map.of(), CsvEmpty.OMIT, true);
    byte[] probe = "\ufeff[1],2\n".getBytes(UTF_8);

    assertThat(
            FormatDetection.detect(
                "a.csv", probe, probe.length, new LayoutRequest(null, null, options)))
        .isEqualTo(new Detected(Layout.csv(3, options, List.of("a", "b"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`id,,n\n` | has an empty name",
        "`id,id\n` | has a name twice",
        "`id,\"n\"x\n` | is not valid CSV: more follows a closing quote",
        "`id,n\r1,2\r` | has a line end within, or lines that end in a carriage return alone",
        "`id,\"n\nx\"\n` | has a line end within, or lines that end in a carriage return alone",
        "`id,\"n\n1,2` | does not end in the first 9 bytes"
      })
  void refusesAHeaderThatNamesNoFields(String text, String problem) {
    assertThat(detect("a.csv", text.translateEscapes()))
        .isEqualTo(
            new Refused(
                "is csv, and its first record, the header, "
                    + problem
                    + ": name the fields with CsvHeader if it has no header"));
  }

  @Test
  void refusesAHeaderThatIsTooLongToBeOne() {
    byte[] probe = "x".repeat(FormatDetection.PROBE_BYTES).getBytes(UTF_8);

    assertThat(FormatDetection.detect("a.csv", probe, 70_000, LayoutRequest.AUTO))
        .isEqualTo(
            new Refused(
                "is csv, and its first record, the header, does not end in the first 65,536 bytes:"
                    + " name the fields with CsvHeader if it has no header"));
  }

  @Test
  void refusesCsvPropertiesOfWhatIsNoCsv() {
    CsvOptions options = new CsvOptions(';', null, Map.of(), CsvEmpty.OMIT, true);
    byte[] probe = "[{}]".getBytes(UTF_8);

    assertThat(
            FormatDetection.detect(
                "a.json", probe, probe.length, new LayoutRequest(null, null, options)))
        .isEqualTo(
            new Refused("is json, and CsvDelimiter is for csv: remove it or use Format csv"));
    assertThat(detect("a.csv", "{\"a\":1}"))
        .isEqualTo(
            new Refused("begins with '{', which no csv header does: use the Format that it has"));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(detect("a.txt", "id,name\n1,x\n"))
        .isEqualTo(
            new Refused(
                "begins with neither '[' nor '{', so its format is not known: name it with Format"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\r\n\t", "\ufeff", "\ufeff \n"})
  void refusesWhatIsEmpty(String text) {
    assertThat(detect("a.json", text)).isEqualTo(new Refused("is empty"));
    assertThat(detect("a.jsonl", text)).isEqualTo(new Refused("is empty"));
    assertThat(detect("a.json", text, Format.JSON)).isEqualTo(new Refused("is empty"));
  }

  @Test
  void aLongBlankBeginningIsNotEmpty() {
    byte[] probe = " ".repeat(FormatDetection.PROBE_BYTES).getBytes(UTF_8);

    assertThat(FormatDetection.detect("a.jsonl", probe, 70_000, LayoutRequest.AUTO))
        .isEqualTo(LINES);
    assertThat(FormatDetection.detect("a", probe, 70_000, request(Format.JSON))).isEqualTo(ARRAY);
    assertThat(FormatDetection.detect("a.json", probe, 70_000, LayoutRequest.AUTO))
        .isInstanceOf(Refused.class);
  }

  @Test
  void refusesOtherEncodings() {
    Refused refused = new Refused("is in UTF-16 or UTF-32, or binary; only UTF-8 is read");

    assertThat(detect("a.json", "\ufeff[]".getBytes(UTF_16BE))).isEqualTo(refused);
    assertThat(detect("a.json", "\ufeff[]".getBytes(UTF_16LE))).isEqualTo(refused);
    assertThat(detect("a.jsonl", "{}".getBytes(UTF_16BE))).isEqualTo(refused);
    assertThat(detect("a.jsonl", "{}".getBytes(UTF_16LE))).isEqualTo(refused);
    assertThat(detect("a.jsonl", hex("0000feff0000007b"))).isEqualTo(refused);
    assertThat(detect("a.jsonl", hex("fffe00007b000000"))).isEqualTo(refused);
  }

  private static Detection detect(String key, String text) {
    return detect(key, text, null);
  }

  private static Detection detect(String key, String text, @Nullable Format requested) {
    byte[] bytes = text.getBytes(UTF_8);
    return FormatDetection.detect(
        key.toLowerCase(Locale.ROOT), bytes, bytes.length, request(requested));
  }

  private static Detection detect(String key, byte[] bytes) {
    return FormatDetection.detect(
        key.toLowerCase(Locale.ROOT), bytes, bytes.length, LayoutRequest.AUTO);
  }

  private static LayoutRequest request(@Nullable Format format) {
    return new LayoutRequest(format, null, CsvOptions.DEFAULT);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
