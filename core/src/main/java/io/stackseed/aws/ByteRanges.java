package io.stackseed.aws;

import io.stackseed.source.ByteRange;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ranges as one text, {@code start-endExclusive} separated by spaces: a third of what a list of
 * numbers takes.
 */
final class ByteRanges {
  private ByteRanges() {}

  static String write(List<ByteRange> ranges) {
    return ranges.stream()
        .map(range -> range.start() + "-" + range.endExclusive())
        .collect(Collectors.joining(" "));
  }

  static List<ByteRange> read(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(ByteRanges::range).toList();
  }

  private static ByteRange range(String text) {
    int dash = text.indexOf('-');
    return new ByteRange(
        Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
  }
}
