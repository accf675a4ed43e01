package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.local.PlainItems;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** JSON Lines of about a kilobyte, each with an {@code id} of its own. */
record ManyLines(List<String> lines) {

  private static final String PADDING = "x".repeat(900);

  static ManyLines of(int count) {
    return new ManyLines(
        IntStream.range(0, count)
            .mapToObj(
                n ->
                    "{\"id\":\"%1$d\",\"n\":%1$d.5,\"list\":[%1$d,null,true],\"pad\":\"%2$s\"}"
                        .formatted(n, PADDING))
            .toList());
  }

  byte[] bytes() {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  /** What a table must hold of them. */
  Map<List<Object>, Map<String, Object>> items() throws IOException {
    return PlainItems.ofArray(("[" + String.join(",", lines) + "]").getBytes(UTF_8), "id");
  }
}
