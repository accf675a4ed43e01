package io.stackseed.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both bodies cut in the same way. */
class LimitedJsonPropertyTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** The seed is also the size, so that the first failure is the smallest. */
  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reasonOfAResponseIsTheLongestPrefixThatFits(int seed) throws IOException {
    Random random = new Random(seed);
    ResponseIdentity identity =
        new ResponseIdentity(
            "p" + text(random, seed / 6),
            text(random, seed / 6),
            text(random, seed / 6),
            text(random, seed / 6));
    Answer answer =
        new Answer(
            ResponseStatus.FAILED,
            "r" + text(random, seed * 16),
            Map.of("k", text(random, seed / 2)));

    byte[] body = ResponseBody.of(identity, answer);

    assertThat(body.length).isLessThanOrEqualTo(4_096);
    JsonNode json = JSON.readTree(strictUtf8(body));
    assertThat(json.get("PhysicalResourceId").textValue()).isEqualTo(identity.physicalResourceId());
    assertThat(json.get("StackId").textValue()).isEqualTo(identity.stackId());
    assertThat(json.get("RequestId").textValue()).isEqualTo(identity.requestId());
    assertThat(json.get("LogicalResourceId").textValue()).isEqualTo(identity.logicalResourceId());
    assertLongest(json.get("Reason").textValue(), String.valueOf(answer.reason()), body.length);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reasonOfASignalIsTheLongestPrefixThatFits(int seed) throws IOException {
    Random random = new Random(seed);
    Answer answer =
        new Answer(
            ResponseStatus.FAILED,
            "r" + text(random, seed * 16),
            Map.of("k", text(random, seed / 2)));

    byte[] body = SignalBody.of("run" + seed, answer);

    assertThat(body.length).isLessThanOrEqualTo(4_096);
    JsonNode json = JSON.readTree(strictUtf8(body));
    assertThat(json.get("UniqueId").textValue()).isEqualTo("run" + seed);
    assertThat(json.get("Data").textValue()).isIn("{}", JSON.writeValueAsString(answer.data()));
    assertLongest(json.get("Reason").textValue(), String.valueOf(answer.reason()), body.length);
  }

  private static void assertLongest(String sent, String reason, int bodyBytes) throws IOException {
    if (sent.equals(reason)) {
      return;
    }
    assertThat(sent).endsWith("…");
    String prefix = sent.substring(0, sent.length() - 1);
    assertThat(reason).startsWith(prefix);
    String oneMore = reason.substring(0, reason.offsetByCodePoints(prefix.length(), 1));
    int growth = escapedBytes(oneMore) - escapedBytes(prefix);
    assertThat(bodyBytes + growth).isGreaterThan(4_096);
  }

  /** RFC 8259, section 7, with the short escapes; DEL and the line separators need none. */
  private static int escapedBytes(String text) {
    return text.codePoints()
        .map(
            c -> {
              if (c < 0x20) {
                return "\b\t\n\f\r".indexOf(c) >= 0 ? 2 : 6;
              }
              return c == '"' || c == '\\' ? 2 : Character.toString(c).getBytes(UTF_8).length;
            })
        .sum();
  }

  private static String strictUtf8(byte[] body) throws IOException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(7)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/\u007F\u2028".charAt(random.nextInt(5)));
        case 2 -> text.append((char) (0x80 + random.nextInt(0x700)));
        case 3 -> text.append((char) (0x800 + random.nextInt(0xD000 - 0x800)));
        case 4 -> text.appendCodePoint(0x10000 + random.nextInt(0x10000));
        case 5 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        default -> text.append((char) (0x20 + random.nextInt(0x5F)));
      }
    }
    return text.toString();
  }
}
