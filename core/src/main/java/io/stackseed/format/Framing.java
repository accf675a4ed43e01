package io.stackseed.format;

import io.stackseed.source.ByteRange;
import java.io.InputStream;

/** The one place that knows how the records are found that no line separates. */
final class Framing {

  private Framing() {}

  /**
   * The records of one range.
   *
   * @param in the range's bytes
   * @param objectBytes the object's size
   * @param record takes each record's bytes
   */
  static Frames ofRange(
      Layout layout, InputStream in, ByteRange range, long objectBytes, RecordBytes record) {
    return switch (layout.format()) {
      case JSON ->
          new ArrayElements(
              in,
              range.start(),
              range.start() == 0
                  ? ArrayElements.Begin.BEFORE_ARRAY
                  : ArrayElements.Begin.WITHIN_ARRAY,
              range.endExclusive() == objectBytes
                  ? ArrayElements.End.AFTER_ARRAY
                  : ArrayElements.End.AFTER_ELEMENT,
              record);
      case CONCATENATED_JSON -> new JsonSequence(in, range.start(), record);
      case CSV -> csv(layout, in, range.start(), record);
      case JSON_LINES, DYNAMODB_JSON, ION -> throw notFramed(layout);
    };
  }

  /**
   * The records up to the object's end, for a pass that keeps none of them.
   *
   * @param in the object from {@code from} to its end
   * @param from where the {@link Layout#wholeRange} begins, or a range of an earlier pass ends
   */
  static Frames ofPass(Layout layout, InputStream in, long from) {
    if (layout.isIndivisible()) {
      throw new IllegalArgumentException(layout + " is not cut");
    }
    RecordBytes nothing = new RecordBytes(0);
    return switch (layout.format()) {
      case JSON ->
          new ArrayElements(
              in,
              from,
              from == 0 ? ArrayElements.Begin.BEFORE_ARRAY : ArrayElements.Begin.AFTER_ELEMENT,
              ArrayElements.End.AFTER_ARRAY,
              nothing);
      case CONCATENATED_JSON -> new JsonSequence(in, from, nothing);
      case CSV -> csv(layout, in, from, nothing);
      case JSON_LINES, DYNAMODB_JSON, ION -> throw notFramed(layout);
    };
  }

  private static Frames csv(Layout layout, InputStream in, long from, RecordBytes record) {
    if (layout.isCutAnywhere()) {
      throw notFramed(layout);
    }
    return new CsvFrames(in, from, layout.requiredCsv().delimiter(), record);
  }

  private static IllegalArgumentException notFramed(Layout layout) {
    return new IllegalArgumentException(layout + " is cut by arithmetic");
  }
}
