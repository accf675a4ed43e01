package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.local.PlainItems;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** JSON Lines, each with an {@code id} of its own. */
record ManyLines(List<String> lines) {

  /** Of about a kilobyte each. */
  static ManyLines of(int count) {
    return of(count, 900);
  }

  /**
   * Of about a hundred bytes each, and the padding.
   *
   * @param padding characters
   */
  static ManyLines of(int count, int padding) {
    String text = "x".repeat(padding);
    return new ManyLines(
        IntStream.range(0, count)
            .mapToObj(
                n ->
                    "{\"id\":\"%1$d\",\"n\":%1$d.5,\"list\":[%1$d,null,true],\"pad\":\"%2$s\"}"
                        .formatted(n, text))
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
