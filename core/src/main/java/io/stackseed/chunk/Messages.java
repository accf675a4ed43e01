package io.stackseed.chunk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.source.ByteRange;

/**
 * The wire form of chunk and split messages: JSON objects that say their version, {@code "v":1}.
 *
 * <p>Reading throws {@link IllegalArgumentException} for anything else, a later version included:
 * the message goes back to its queue and, in the end, to the dead letters, where nothing is lost.
 */
public final class Messages {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int VERSION = 1;

  private Messages() {}

  public static String write(ChunkMessage message) {
    return MAPPER
        .createObjectNode()
        .put("v", VERSION)
        .put("run", message.chunk().runId())
        .put("object", message.chunk().object())
        .put("chunk", message.chunk().chunk())
        .put("start", message.range().start())
        .put("end", message.range().endExclusive())
        .toString();
  }

  public static ChunkMessage readChunk(String body) {
    JsonNode root = parse(body);
    return new ChunkMessage(
        new ChunkId(text(root, "run"), intOf(root, "object"), intOf(root, "chunk")),
        new ByteRange(number(root, "start"), number(root, "end")));
  }

  public static String write(ObjectId object) {
    return MAPPER
        .createObjectNode()
        .put("v", VERSION)
        .put("run", object.runId())
        .put("object", object.object())
        .toString();
  }

  public static ObjectId readObject(String body) {
    JsonNode root = parse(body);
    return new ObjectId(text(root, "run"), intOf(root, "object"));
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode root = MAPPER.readTree(body);
      JsonNode version = root.path("v");
      if (!version.isInt() || version.intValue() != VERSION) {
        throw new IllegalArgumentException("a message of version " + version);
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a message that is not JSON", e);
    }
  }

  private static String text(JsonNode root, String name) {
    return required(root, name, root.path(name).isTextual()).textValue();
  }

  private static long number(JsonNode root, String name) {
    JsonNode value = root.path(name);
    return required(root, name, value.isIntegralNumber() && value.canConvertToLong()).longValue();
  }

  private static int intOf(JsonNode root, String name) {
    JsonNode value = root.path(name);
    return required(root, name, value.isIntegralNumber() && value.canConvertToInt()).intValue();
  }

  private static JsonNode required(JsonNode root, String name, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("a message without a usable '" + name + "'");
    }
    return root.path(name);
  }
}
