package io.stackseed.format;

import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourceStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;

/** Which layout an object has, by a look at its first bytes, decompressed if need be. */
public final class LayoutDetection {

  private LayoutDetection() {}

  /**
   * Looks at {@value FormatDetection#PROBE_BYTES} bytes at most, and at as much of a compressed
   * object as it takes to decompress that many.
   *
   * @throws MalformedSourceException if it cannot be decompressed
   * @throws io.stackseed.source.SourceUnavailableException if the object changed or went away
   * @throws IOException if reading fails otherwise
   */
  public static Detection detect(SourceObjects objects, SourceObject object, LayoutRequest request)
      throws IOException {
    String name = object.location().key().toLowerCase(Locale.ROOT);
    byte[] probe = probe(objects, object);
    CompressionDetection compression = new CompressionDetection(name, probe, request.compression());
    String contradiction = compression.problem();
    if (contradiction != null) {
      return new Detection.Refused(contradiction);
    }
    Compression found = compression.found();
    return found == Compression.NONE
        ? FormatDetection.detect(name, probe, object.sizeBytes(), request)
        : compressed(objects, object, name, probe, found, request);
  }

  private static byte[] probe(SourceObjects objects, SourceObject object) throws IOException {
    ByteRange range = new ByteRange(0, Math.min(FormatDetection.PROBE_BYTES, object.sizeBytes()));
    try (InputStream in = SourceStream.within(objects, object, range)) {
      return in.readNBytes((int) range.length());
    }
  }

  private static Detection compressed(
      SourceObjects objects,
      SourceObject object,
      String name,
      byte[] probe,
      Compression compression,
      LayoutRequest request)
      throws IOException {
    InputStream rest =
        SourceStream.readingOn(objects, object, new ByteRange(probe.length, probe.length));
    InputStream bytes = new SequenceInputStream(new ByteArrayInputStream(probe), rest);
    try (InputStream in = Decompression.of(compression, bytes, object.sizeBytes())) {
      byte[] content = in.readNBytes(FormatDetection.PROBE_BYTES);
      long sizeBytesAtLeast = content.length + (in.read() < 0 ? 0L : 1L);
      Detection detection =
          FormatDetection.detect(compression.innerName(name), content, sizeBytesAtLeast, request);
      return detection instanceof Detection.Detected detected
          ? new Detection.Detected(detected.layout().compressed(compression))
          : detection;
    }
  }
}
