package io.stackseed.format;

import org.jspecify.annotations.Nullable;

/** How an object is compressed: its first bytes tell, and name and request may contradict them. */
final class CompressionDetection {

  private final boolean isEmpty;
  private final @Nullable Compression requested;
  private final Compression named;
  private final Compression found;

  /**
   * @param name in lower case
   * @param requested null for auto
   */
  CompressionDetection(String name, byte[] probe, @Nullable Compression requested) {
    this.isEmpty = probe.length == 0;
    this.requested = requested;
    this.named = Compression.ofName(name);
    this.found = Compression.ofContent(probe);
  }

  Compression found() {
    return found;
  }

  /** A sentence without its subject, the object; null if there is no contradiction. */
  @Nullable String problem() {
    if (isEmpty) {
      return null;
    }
    if (requested != null && requested != found) {
      return "begins %s, and Compression says %s".formatted(beginning(), requested.word());
    }
    if (requested == null && named != Compression.NONE && named != found) {
      return "is named like %s but begins %s: set Compression to %s"
          .formatted(named.word(), beginning(), found.word());
    }
    return null;
  }

  private String beginning() {
    return found == Compression.NONE
        ? "like nothing that is compressed with gzip or zstd"
        : "like " + found.word();
  }
}
