package io.stackseed.format;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Compresses texts, with the platform's gzip and the library's zstd. */
public final class Compressing {

  private Compressing() {}

  public static byte[] whole(Compression compression, byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = into(compression, bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  static OutputStream into(Compression compression, OutputStream bytes) throws IOException {
    return switch (compression) {
      case NONE -> bytes;
      case GZIP -> new GZIPOutputStream(bytes);
      case ZSTD -> new ZstdOutputStream(bytes);
    };
  }

  /** In several members or frames, some of them of nothing. */
  public static byte[] inParts(Compression compression, byte[] text, Random random)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int from = 0;
    while (from < text.length || bytes.size() == 0) {
      int to = Math.min(text.length, from + random.nextInt(text.length + 2));
      bytes.write(whole(compression, Arrays.copyOfRange(text, from, to)));
      from = to;
    }
    return bytes.toByteArray();
  }
}
