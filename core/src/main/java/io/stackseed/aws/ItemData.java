package io.stackseed.aws;

import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes item data out of the service's messages, of which some quote the value that they refuse: a
 * message may become a run's Reason, which anyone reads who may look at a stack.
 */
final class ItemData {
  private ItemData() {}

  /** The message, with a dash in the place of every text and number of the items. */
  static String removed(String message, List<Item> items) {
    TreeSet<String> longestFirst =
        new TreeSet<>(
            (one, other) ->
                one.length() == other.length()
                    ? one.compareTo(other)
                    : Integer.compare(other.length(), one.length()));
    items.stream()
        .flatMap(item -> item.attributes().values().stream())
        .flatMap(ItemData::texts)
        .filter(text -> !text.isEmpty() && message.contains(text))
        .forEach(longestFirst::add);
    String left = message;
    for (String text : longestFirst) {
      left =
          Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}])")
              .matcher(left)
              .replaceAll(Matcher.quoteReplacement("-"));
    }
    return left;
  }

  private static Stream<String> texts(Value value) {
    if (value instanceof Value.S text) {
      return Stream.of(text.text());
    }
    if (value instanceof Value.N number) {
      return Stream.of(number.digits());
    }
    if (value instanceof Value.SS strings) {
      return strings.elements().stream();
    }
    if (value instanceof Value.NS numbers) {
      return numbers.elements().stream();
    }
    if (value instanceof Value.L list) {
      return list.elements().stream().flatMap(ItemData::texts);
    }
    return value instanceof Value.M map
        ? map.entries().values().stream().flatMap(ItemData::texts)
        : Stream.empty();
  }
}
