package io.stackseed.request;

import io.stackseed.failure.Failure.UnknownProperty;
import io.stackseed.failure.FailureException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names a resource may carry. */
final class PropertyNames {
  private static final List<String> READ =
      List.of(
          "TargetTable",
          "DataIngestFile",
          "ObjectVersionId",
          "DataVersion",
          "Format",
          "Compression",
          "CsvDelimiter",
          "CsvHeader",
          "CsvTypes",
          "CsvEmpty",
          "CsvQuotedNewlines",
          "SamplePercent",
          "SampleBy",
          "Remove",
          "Hash",
          "Set",
          "DryRun",
          "WriteMode",
          "MaxRejected",
          "MaxWriteUnitsPerSecond",
          "ChunkBytes",
          "WaitForCompletion",
          "CompletionHandle");

  /** CloudFormation's own: part of ResourceProperties on the wire, none of the resource's. */
  private static final Set<String> CLOUD_FORMATION = Set.of("ServiceToken", "ServiceTimeout");

  private PropertyNames() {}

  /**
   * @throws FailureException if the property is not one that is read
   */
  static void check(String name) {
    if (!READ.contains(name) && !CLOUD_FORMATION.contains(name)) {
      throw new FailureException(new UnknownProperty(name, nearest(name)));
    }
  }

  private static @Nullable String nearest(String name) {
    return READ.stream()
        .filter(known -> distance(name, known) <= Math.max(2, known.length() / 3))
        .min(Comparator.comparingInt(known -> distance(name, known)))
        .orElse(null);
  }

  private static int distance(String name, String known) {
    return EditDistance.between(name.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT));
  }
}
