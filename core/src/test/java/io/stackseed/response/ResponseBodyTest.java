package io.stackseed.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseBodyTest {
  private static final ResponseIdentity IDENTITY =
      new ResponseIdentity("physical", "stack", "request", "logical");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void successHasItsFieldsInAFixedOrder() {
    byte[] body = ResponseBody.of(IDENTITY, Answer.success(Map.of("RunId", "r1", "Chunks", "2")));

    assertThat(text(body))
        .isEqualTo(
            "{\"Status\":\"SUCCESS\",\"PhysicalResourceId\":\"physical\",\"StackId\":\"stack\","
                + "\"RequestId\":\"request\",\"LogicalResourceId\":\"logical\","
                + "\"Data\":{\"Chunks\":\"2\",\"RunId\":\"r1\"}}");
  }

  @Test
  void failureHasAReasonAndNoEmptyData() {
    byte[] body = ResponseBody.of(IDENTITY, Answer.failed("The table is missing."));

    assertThat(text(body))
        .isEqualTo(
            "{\"Status\":\"FAILED\",\"Reason\":\"The table is missing.\","
                + "\"PhysicalResourceId\":\"physical\",\"StackId\":\"stack\","
                + "\"RequestId\":\"request\",\"LogicalResourceId\":\"logical\"}");
  }

  @Test
  void identifiersAreEchoedVerbatim() throws IOException {
    ResponseIdentity identity =
        new ResponseIdentity("ph \"\\\n|€", "arn:aws:…/Käse", "リクエスト", "Größe\uD83D\uDE00");

    JsonNode body = JSON.readTree(ResponseBody.of(identity, Answer.failed("no")));

    assertThat(body.get("PhysicalResourceId").textValue()).isEqualTo("ph \"\\\n|€");
    assertThat(body.get("StackId").textValue()).isEqualTo("arn:aws:…/Käse");
    assertThat(body.get("RequestId").textValue()).isEqualTo("リクエスト");
    assertThat(body.get("LogicalResourceId").textValue()).isEqualTo("Größe\uD83D\uDE00");
  }

  @Test
  void bodyOf4096BytesKeepsItsData() {
    byte[] body = ResponseBody.of(IDENTITY, Answer.success(Map.of("k", "x".repeat(room("k")))));

    assertThat(body).hasSize(4_096);
    assertThat(text(body)).contains("\"Data\":{\"k\":\"xxx");
  }

  @Test
  void bodyThatWouldHave4097BytesIsSentWithoutData() {
    Answer tooMuch = Answer.success(Map.of("k", "x".repeat(room("k") + 1)));

    assertThat(ResponseBody.of(IDENTITY, tooMuch))
        .isEqualTo(ResponseBody.of(IDENTITY, Answer.success(Map.of())));
  }

  @Test
  void dataGoesBeforeTheReasonIsTouched() throws IOException {
    String reason = "é".repeat(1_000);
    Answer answer =
        new Answer(ResponseStatus.FAILED, reason, Map.of("k", "x".repeat(3_000), "j", "y"));

    JsonNode body = JSON.readTree(ResponseBody.of(IDENTITY, answer));

    assertThat(body.get("Reason").textValue()).isEqualTo(reason);
    assertThat(body.has("Data")).isFalse();
  }

  @Test
  void reasonThatFillsTheBodyIsWholeAndOneByteMoreIsCut() throws IOException {
    int room = 4_096 - ResponseBody.of(IDENTITY, Answer.failed("x")).length + 1;

    byte[] full = ResponseBody.of(IDENTITY, Answer.failed("x".repeat(room)));
    byte[] cut = ResponseBody.of(IDENTITY, Answer.failed("x".repeat(room + 1)));

    assertThat(full).hasSize(4_096);
    assertThat(reason(full)).isEqualTo("x".repeat(room));
    assertThat(cut).hasSize(4_096);
    assertThat(reason(cut)).isEqualTo("x".repeat(room - 3) + "…");
  }

  @Test
  void reasonIsCutBetweenCodePointsAndEscapesCountAsWritten() throws IOException {
    byte[] astral = ResponseBody.of(IDENTITY, Answer.failed("\uD83D\uDE00".repeat(2_000)));
    byte[] escaped = ResponseBody.of(IDENTITY, Answer.failed("\u0001\"".repeat(2_000)));

    assertThat(astral.length).isBetween(4_093, 4_096);
    assertThat(reason(astral)).matches("(\uD83D\uDE00)+…");
    assertThat(escaped.length).isBetween(4_091, 4_096);
    assertThat(reason(escaped)).matches("[\u0001\"]+…");
  }

  @Test
  void identifiersAreNeverCut() {
    ResponseIdentity absurd =
        new ResponseIdentity("physical", "s".repeat(4_000), "request", "logical");

    assertThatThrownBy(() -> ResponseBody.of(absurd, Answer.success(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The response's identifiers alone take 4,117 bytes; CloudFormation takes 4,096 in all");
    assertThatThrownBy(() -> ResponseBody.of(absurd, Answer.failed("no")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The response's identifiers alone take 4,128 bytes");
  }

  @Test
  void answerReadBackFromAnUnorderedStoreHasTheSameBytes() {
    Map<String, String> counts = new LinkedHashMap<>();
    Map<String, String> reversed = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      counts.put("Count" + i, "\uD83D" + i);
      reversed.put("Count" + (19 - i), "\uFFFD" + (19 - i));
    }

    assertThat(ResponseBody.of(IDENTITY, Answer.success(counts)))
        .isEqualTo(ResponseBody.of(IDENTITY, Answer.success(reversed)))
        .isEqualTo(ResponseBody.of(IDENTITY, Answer.success(counts)));
  }

  /** The characters that a single value may have. */
  private static int room(String key) {
    return 4_096 - ResponseBody.of(IDENTITY, Answer.success(Map.of(key, ""))).length;
  }

  private static String reason(byte[] body) throws IOException {
    return JSON.readTree(body).get("Reason").textValue();
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
