package io.stackseed.format;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files of every format, all of whose records are items, in the ways that files differ. */
final class RandomFile {

  private final Random random;
  private final int size;
  private final RandomJson json;
  private final RandomItems items;
  private final String lineEnd;

  RandomFile(Random random, int size) {
    this.random = random;
    this.size = size;
    this.json = new RandomJson(random);
    this.items = new RandomItems(random);
    this.lineEnd = random.nextBoolean() ? "\n" : "\r\n";
  }

  /** The same all over a file. */
  String lineEnd() {
    return lineEnd;
  }

  /** With a byte order mark or without. */
  String marked(String text) {
    return (random.nextBoolean() ? "\ufeff" : "") + text;
  }

  String array() {
    return "[" + joined(() -> json.object(size), "," + lineEnd) + lineEnd + "]" + end();
  }

  String sequence() {
    return joined(() -> json.object(size), random.nextBoolean() ? "" : lineEnd) + end();
  }

  String jsonLines() {
    return lines(() -> json.object(size));
  }

  String dynamoDbLines() {
    return lines(
        () ->
            random.nextBoolean()
                ? DynamoDbJsonText.exported(items.item(size))
                : DynamoDbJsonText.bare(items.item(size)));
  }

  String ionLines() {
    return lines(
        () -> {
          String text = IonText.of(items.item(size));
          return random.nextBoolean() ? text : text.replaceFirst("^\\$ion_1_0 ", "");
        });
  }

  /** Records of three fields. */
  String csv(boolean quotedNewlines) {
    RandomCsv csv = new RandomCsv(random, quotedNewlines);
    return lines(() -> csv.record(size, 3));
  }

  /** Now and then with a blank line before, and the last one with a line end or without. */
  private String lines(Supplier<String> line) {
    return joined(() -> (random.nextInt(6) == 0 ? lineEnd : "") + line.get(), lineEnd) + end();
  }

  private String end() {
    return random.nextBoolean() ? lineEnd : "";
  }

  private String joined(Supplier<String> element, String between) {
    return Stream.generate(element)
        .limit(random.nextInt(size + 1))
        .collect(Collectors.joining(between));
  }
}
