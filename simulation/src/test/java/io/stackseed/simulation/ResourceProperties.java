package io.stackseed.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What a template says of a resource.
 *
 * @param file as the template names it
 * @param dataVersion null if it has none
 * @param chunkBytes changes nothing that would ingest again
 * @param timeoutSeconds {@code ServiceTimeout}; 0 if it has none
 * @param handle {@code CompletionHandle}; null if it has none
 * @param strange a property of another version; null if it has none
 * @param writing what becomes of existing items, and how fast it is written
 */
record ResourceProperties(
    String table,
    String file,
    @Nullable String dataVersion,
    long chunkBytes,
    boolean waits,
    int timeoutSeconds,
    @Nullable String handle,
    @Nullable String strange,
    Writing writing) {
  /**
   * How it writes.
   *
   * @param skips whether existing items are skipped
   * @param cap on the write units a second; 0 for none
   */
  record Writing(boolean skips, int cap) {
    static final Writing PLAIN = new Writing(false, 0);
  }

  private static final int DEFAULT_SECONDS = 3600;
  private static final long CHUNK_BYTES = 256 << 10;

  static ResourceProperties of(String table, String file) {
    return new ResourceProperties(
        table, file, null, CHUNK_BYTES, true, 0, null, null, Writing.PLAIN);
  }

  ResourceProperties withTable(String other) {
    return new ResourceProperties(
        other, file, dataVersion, chunkBytes, waits, timeoutSeconds, handle, strange, writing);
  }

  ResourceProperties withFile(String other) {
    return new ResourceProperties(
        table, other, dataVersion, chunkBytes, waits, timeoutSeconds, handle, strange, writing);
  }

  ResourceProperties withDataVersion(String other) {
    return new ResourceProperties(
        table, file, other, chunkBytes, waits, timeoutSeconds, handle, strange, writing);
  }

  ResourceProperties withChunkBytes(long other) {
    return new ResourceProperties(
        table, file, dataVersion, other, waits, timeoutSeconds, handle, strange, writing);
  }

  ResourceProperties notWaiting() {
    return new ResourceProperties(
        table, file, dataVersion, chunkBytes, false, timeoutSeconds, handle, strange, writing);
  }

  ResourceProperties withHandle(String url) {
    return new ResourceProperties(
        table, file, dataVersion, chunkBytes, false, timeoutSeconds, url, strange, writing);
  }

  ResourceProperties withTimeout(int seconds) {
    return new ResourceProperties(
        table, file, dataVersion, chunkBytes, waits, seconds, handle, strange, writing);
  }

  ResourceProperties withWriting(Writing other) {
    return new ResourceProperties(
        table, file, dataVersion, chunkBytes, waits, timeoutSeconds, handle, strange, other);
  }

  /** As a version that knew other properties had it. */
  ResourceProperties inAnOldFormat() {
    return new ResourceProperties(
        table, file, dataVersion, chunkBytes, waits, timeoutSeconds, handle, "SourceFile", writing);
  }

  /** How long CloudFormation waits, in milliseconds. */
  long timeoutMillis() {
    return 1_000L * (timeoutSeconds == 0 ? DEFAULT_SECONDS : timeoutSeconds);
  }

  /** True if a run may be asked for with them. */
  boolean areUsable() {
    return strange == null && (timeoutSeconds == 0 || timeoutSeconds >= 300);
  }

  /** What decides whether a change ingests again. */
  String ingests() {
    return table + " " + file + " " + dataVersion + " " + writing.skips();
  }

  /** As CloudFormation sends them: every scalar as text. */
  String json() {
    StringBuilder json = new StringBuilder(200);
    json.append("{\"ServiceToken\":\"").append(Topic.ARN).append('"');
    field(json, "TargetTable", table);
    field(json, "DataIngestFile", file);
    field(json, "DataVersion", dataVersion);
    field(json, "ChunkBytes", Long.toString(chunkBytes));
    field(json, "WaitForCompletion", Boolean.toString(waits));
    field(json, "ServiceTimeout", timeoutSeconds == 0 ? null : Integer.toString(timeoutSeconds));
    field(json, "CompletionHandle", handle);
    field(json, "WriteMode", writing.skips() ? "SkipExisting" : null);
    field(
        json,
        "MaxWriteUnitsPerSecond",
        writing.cap() == 0 ? null : Integer.toString(writing.cap()));
    field(json, strange == null ? "" : strange, strange == null ? null : "x");
    return json.append('}').toString();
  }

  private static void field(StringBuilder json, String name, @Nullable String value) {
    if (value != null) {
      json.append(",\"").append(name).append("\":\"").append(value).append('"');
    }
  }
}
