package io.stackseed.run;

import java.util.List;

/**
 * What a chunk rejected, beside the number.
 *
 * @param reportFiles the keys of the report's files that hold the rejected records, each once
 */
public record ChunkRejects(FirstReject first, List<String> reportFiles) {
  public ChunkRejects {
    reportFiles = List.copyOf(reportFiles);
    if (reportFiles.isEmpty()) {
      throw new IllegalArgumentException(first + " is in no report");
    }
  }
}
