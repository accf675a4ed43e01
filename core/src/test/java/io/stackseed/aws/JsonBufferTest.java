package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void onlyWhatJsonDoesNotAllowIsEscaped() {
    assertThat(text(new JsonBuffer().string("a/\"\\\u0000\n\u001F\u007Fé\u2028佐😀z")))
        .isEqualTo("\"a/\\\"\\\\\\u0000\\u000a\\u001f\u007Fé\u2028佐😀z\"");
  }

  @Test
  void everyCharacterIsReadBackAsItWas() throws JsonProcessingException {
    StringBuilder all = new StringBuilder();
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
        all.appendCodePoint(codePoint);
      }
    }

    assertThat(MAPPER.readValue(text(new JsonBuffer().string(all.toString())), String.class))
        .isEqualTo(all.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {16_376, 16_377, 16_378, 16_380, 16_384, 16_385, 32_767})
  void growsWhereverATextMeetsItsEnd(int length) throws JsonProcessingException {
    for (String last : new String[] {"", "a", "\n", "é", "佐", "😀"}) {
      String text = "a".repeat(length) + last;

      assertThat(MAPPER.readValue(text(new JsonBuffer().string(text)), String.class))
          .isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D"})
  void refusesHalfASurrogatePair(String text) {
    assertThatThrownBy(() -> new JsonBuffer().string(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("half a surrogate pair");
  }

  @Test
  void aCommaBeforeAnEndIsTakenBack() {
    assertThat(text(new JsonBuffer().raw("[").raw("1").raw(",").end("]"))).isEqualTo("[1]");
    assertThat(text(new JsonBuffer().raw("[").end("]"))).isEqualTo("[]");
  }

  private static String text(JsonBuffer json) {
    return new String(json.array(), 0, json.length(), UTF_8);
  }
}
