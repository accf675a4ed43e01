package io.stackseed.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private static final String CHUNK =
      """
      {"v":1,"run":"0f\\"ä","object":2,"chunk":34,"start":5000000000,"end":5004194304}""";
  private static final String OBJECT =
      """
      {"v":1,"run":"0f","object":2}""";

  @Test
  void chunkMessageIsWrittenAndReadAsItAlwaysWas() {
    ChunkMessage message =
        new ChunkMessage(
            new ChunkId("0f\"ä", 2, 34), new ByteRange(5_000_000_000L, 5_004_194_304L));

    assertThat(Messages.write(message)).isEqualTo(CHUNK);
    assertThat(Messages.readChunk(CHUNK)).isEqualTo(message);
  }

  @Test
  void splitMessageIsWrittenAndReadAsItAlwaysWas() {
    assertThat(Messages.write(new ObjectId("0f", 2))).isEqualTo(OBJECT);
    assertThat(Messages.readObject(OBJECT)).isEqualTo(new ObjectId("0f", 2));
  }

  @Test
  void fieldsAddedLaterAreIgnored() {
    assertThat(Messages.readObject(OBJECT.replace("}", ",\"new\":[1]}")))
        .isEqualTo(new ObjectId("0f", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"v\":2,\"run\":\"0f\",\"object\":2}', 2",
    "'{\"v\":0,\"run\":\"0f\",\"object\":2}', 0",
    "'{\"v\":\"1\",\"run\":\"0f\",\"object\":2}', \"1\"",
    "'{\"v\":1.5,\"run\":\"0f\",\"object\":2}', 1.5",
    "'{\"v\":4294967297,\"run\":\"0f\",\"object\":2}', 4294967297",
    "'{\"run\":\"0f\",\"object\":2}', ''",
    "[], ''",
    "1, ''",
    "'', ''"
  })
  void messageOfAnotherVersionIsRefused(String body, String version) {
    assertThatThrownBy(() -> Messages.readObject(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a message of version " + version);
    assertThatThrownBy(() -> Messages.readChunk(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a message of version " + version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "no JSON", "{\"v\":1"})
  void messageThatIsNoJsonIsRefused(String body) {
    assertThatThrownBy(() -> Messages.readChunk(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a message that is not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "object", "chunk", "start", "end"})
  void messageWithoutAFieldIsRefusedByName(String name) {
    assertThatThrownBy(() -> Messages.readChunk(CHUNK.replace("\"" + name + "\":", "\"x\":")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a message without a usable '" + name + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "object, 2, \"2\"",
    "object, 2, 2.5",
    "object, 2, 4294967296",
    "object, 2, null",
    "chunk, 34, true",
    "start, 5000000000, 1.5",
    "start, 5000000000, 99999999999999999999",
    "end, 5004194304, []"
  })
  void messageWithAFieldThatIsNoSuchNumberIsRefusedByName(
      String name, String valid, String invalid) {
    String body = CHUNK.replace("\"" + name + "\":" + valid, "\"" + name + "\":" + invalid);

    assertThatThrownBy(() -> Messages.readChunk(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a message without a usable '" + name + "'");
  }

  @Test
  void messageWithARangeThatIsNoneIsRefused() {
    assertThatThrownBy(
            () -> Messages.readChunk(CHUNK.replace("\"end\":5004194304", "\"end\":4999999999")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a byte range: [5000000000, 4999999999)");
  }
}
