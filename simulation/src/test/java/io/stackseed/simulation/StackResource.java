package io.stackseed.simulation;

import io.stackseed.source.SourceLocation;
import java.util.List;

/**
 * A resource of a stack.
 *
 * @param stackId the stack's ARN
 * @param tables two of its own
 * @param files of its own
 */
record StackResource(
    String stackId, String logicalId, List<String> tables, List<SourceLocation> files) {
  StackResource {
    tables = List.copyOf(tables);
    files = List.copyOf(files);
  }

  /** As a template names the file: a key is enough for the ingest bucket. */
  static String nameOf(SourceLocation file) {
    return file.bucket().equals(World.BUCKET) ? file.key() : file.toString();
  }

  /** The file that a template names like this. */
  SourceLocation location(String name) {
    return files.stream()
        .filter(file -> nameOf(file).equals(name) || file.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
