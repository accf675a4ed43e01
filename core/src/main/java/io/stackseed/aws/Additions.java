package io.stackseed.aws;

import io.stackseed.run.Counts;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The counts of a chunk, set in its marker and added to the progress item. */
final class Additions {
  private static final Set<String> NAMES = new TreeSet<>(counts(Counts.ZERO).keySet());

  static final String SET =
      NAMES.stream().map(name -> name + " = :" + name).collect(Collectors.joining(", "));

  static final String ADD =
      NAMES.stream().map(name -> name + " :" + name).collect(Collectors.joining(", "));

  private Additions() {}

  static Map<String, AttributeValue> values(Counts counts) {
    return counts(counts).entrySet().stream()
        .collect(Collectors.toMap(entry -> ":" + entry.getKey(), Map.Entry::getValue));
  }

  private static Map<String, AttributeValue> counts(Counts counts) {
    return CountsCodec.write(new Attributes(), counts).toMap();
  }
}
