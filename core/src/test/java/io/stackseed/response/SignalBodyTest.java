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

class SignalBodyTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void successHasItsFieldsInAFixedOrderAndItsDataAsText() {
    byte[] body = SignalBody.of("r1", Answer.success(Map.of("RunId", "r1", "Chunks", "2")));

    assertThat(text(body))
        .isEqualTo(
            "{\"Status\":\"SUCCESS\",\"Reason\":\"The ingest is complete.\",\"UniqueId\":\"r1\","
                + "\"Data\":\"{\\\"Chunks\\\":\\\"2\\\",\\\"RunId\\\":\\\"r1\\\"}\"}");
  }

  @Test
  void failureIsSpeltAsWaitConditionsSpellIt() {
    byte[] body = SignalBody.of("r1", Answer.failed("The table is missing."));

    assertThat(text(body))
        .isEqualTo(
            "{\"Status\":\"FAILURE\",\"Reason\":\"The table is missing.\",\"UniqueId\":\"r1\","
                + "\"Data\":\"{}\"}");
  }

  @Test
  void reasonOfSuccessIsKeptIfThereIsOne() throws IOException {
    Answer answer = new Answer(ResponseStatus.SUCCESS, "All of it.", Map.of());

    assertThat(reason(SignalBody.of("r1", answer))).isEqualTo("All of it.");
  }

  @Test
  void dataIsReadBackFromItsText() throws IOException {
    Map<String, String> data = Map.of("Größe \"\\\n", "\uD83D\uDE00\u0001");

    JsonNode body = JSON.readTree(SignalBody.of("r1", Answer.success(data)));

    assertThat(JSON.readTree(body.get("Data").textValue()).get("Größe \"\\\n").textValue())
        .isEqualTo("\uD83D\uDE00\u0001");
  }

  @Test
  void bodyOf4096BytesKeepsItsData() {
    byte[] body = SignalBody.of("r1", Answer.success(Map.of("k", "x".repeat(room()))));

    assertThat(body).hasSize(4_096);
    assertThat(text(body)).contains("\"Data\":\"{\\\"k\\\":\\\"xxx");
  }

  @Test
  void bodyThatWouldHave4097BytesIsSentWithoutData() {
    Answer tooMuch = Answer.success(Map.of("k", "x".repeat(room() + 1)));

    assertThat(SignalBody.of("r1", tooMuch))
        .isEqualTo(SignalBody.of("r1", Answer.success(Map.of())));
  }

  @Test
  void dataGoesBeforeTheReasonIsTouched() throws IOException {
    String reason = "é".repeat(1_000);
    Answer answer = new Answer(ResponseStatus.FAILED, reason, Map.of("k", "x".repeat(3_000)));

    JsonNode body = JSON.readTree(SignalBody.of("r1", answer));

    assertThat(body.get("Reason").textValue()).isEqualTo(reason);
    assertThat(body.get("Data").textValue()).isEqualTo("{}");
  }

  @Test
  void reasonThatFillsTheBodyIsWholeAndOneByteMoreIsCut() throws IOException {
    int room = 4_096 - SignalBody.of("r1", Answer.failed("x")).length + 1;

    byte[] full = SignalBody.of("r1", Answer.failed("x".repeat(room)));
    byte[] cut = SignalBody.of("r1", Answer.failed("x".repeat(room + 1)));

    assertThat(full).hasSize(4_096);
    assertThat(reason(full)).isEqualTo("x".repeat(room));
    assertThat(cut).hasSize(4_096);
    assertThat(reason(cut)).isEqualTo("x".repeat(room - 3) + "…");
  }

  @Test
  void reasonIsCutBetweenCodePointsAndEscapesCountAsWritten() throws IOException {
    byte[] astral = SignalBody.of("r1", Answer.failed("\uD83D\uDE00".repeat(2_000)));
    byte[] escaped = SignalBody.of("r1", Answer.failed("\u0001\"".repeat(2_000)));

    assertThat(astral.length).isBetween(4_093, 4_096);
    assertThat(reason(astral)).matches("(\uD83D\uDE00)+…");
    assertThat(escaped.length).isBetween(4_091, 4_096);
    assertThat(reason(escaped)).matches("[\u0001\"]+…");
  }

  @Test
  void identifierIsNeverCut() {
    assertThatThrownBy(() -> SignalBody.of("i".repeat(4_090), Answer.failed("no")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The signal's identifiers alone take 4,148 bytes; CloudFormation takes 4,096 in all");
    assertThatThrownBy(() -> SignalBody.of("i".repeat(4_090), Answer.success(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The signal's identifiers alone take 4,148 bytes");
  }

  @Test
  void answerReadBackFromAnUnorderedStoreHasTheSameBytes() {
    Map<String, String> counts = new LinkedHashMap<>();
    Map<String, String> reversed = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      counts.put("Count" + i, "\uD83D" + i);
      reversed.put("Count" + (19 - i), "\uFFFD" + (19 - i));
    }

    assertThat(SignalBody.of("r\uD83D", Answer.success(counts)))
        .isEqualTo(SignalBody.of("r\uFFFD", Answer.success(reversed)));
  }

  /** The characters that a single value under the key "k" may have. */
  private static int room() {
    return 4_096 - SignalBody.of("r1", Answer.success(Map.of("k", ""))).length;
  }

  private static String reason(byte[] body) throws IOException {
    return JSON.readTree(body).get("Reason").textValue();
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
