package io.stackseed.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * The elements of a top-level JSON array, found by brackets, strings and commas alone. It does not
 * tell a bracket from a brace within an element, nor check what stands in one: that is for the
 * parser of the element.
 */
final class ArrayElements implements Frames {

  /** Where reading begins. */
  enum Begin {
    /** At the object's first byte, before the array. */
    BEFORE_ARRAY,
    /** At an element, or at the comma that follows one. */
    WITHIN_ARRAY,
    /** Right after an element. */
    AFTER_ELEMENT
  }

  /** Where reading ends. */
  enum End {
    /** At the object's last byte, after the array. */
    AFTER_ARRAY,
    /** Right after an element. */
    AFTER_ELEMENT
  }

  private enum Expected {
    ARRAY,
    ELEMENT,
    ELEMENT_OR_ARRAY_END,
    ELEMENT_OR_COMMA_OR_ARRAY_END,
    COMMA_OR_ARRAY_END,
    NOTHING
  }

  private final ByteSource source;
  private final End end;
  private final RecordBytes element;
  private final JsonValueBytes value;
  private boolean atObjectStart;
  private Expected expected;
  private long elementStart;

  /**
   * @param offset the object's offset of the stream's first byte
   * @param element takes each element's bytes
   */
  ArrayElements(InputStream in, long offset, Begin begin, End end, RecordBytes element) {
    this.source = new ByteSource(in, offset);
    this.end = end;
    this.element = element;
    this.value = new JsonValueBytes(source, element, "the array is not closed, nor");
    this.atObjectStart = begin == Begin.BEFORE_ARRAY;
    this.expected =
        switch (begin) {
          case BEFORE_ARRAY -> Expected.ARRAY;
          case WITHIN_ARRAY -> Expected.ELEMENT_OR_COMMA_OR_ARRAY_END;
          case AFTER_ELEMENT -> Expected.COMMA_OR_ARRAY_END;
        };
  }

  /** Moves to the next element, whose bytes are then in the {@code RecordBytes}. */
  @Override
  public boolean next() throws IOException {
    if (atObjectStart) {
      source.skipByteOrderMark();
      atObjectStart = false;
    }
    for (int b = source.peek(); b != ByteSource.END; b = source.peek()) {
      if (JsonSyntax.isWhitespace(b)) {
        take();
      } else if (isStructure(b)) {
        expected = afterStructure(b);
        take();
      } else {
        beginElement(b);
        return true;
      }
    }
    checkEnd();
    return false;
  }

  @Override
  public long start() {
    return elementStart;
  }

  @Override
  public long position() {
    return source.position();
  }

  private void take() {
    source.advanceTo(source.next() + 1);
  }

  /** A bracket that opens is structure only where the array itself is still to come. */
  private boolean isStructure(int b) {
    return b == ',' || b == ']' || expected == Expected.ARRAY || expected == Expected.NOTHING;
  }

  private Expected afterStructure(int b) {
    return switch (expected) {
      case ARRAY -> {
        if (b != '[') {
          throw malformed("there is no JSON array: unexpected character");
        }
        yield Expected.ELEMENT_OR_ARRAY_END;
      }
      case ELEMENT ->
          throw malformed(
              b == ',' ? "a comma follows a comma" : "a comma precedes the array's end");
      case ELEMENT_OR_ARRAY_END -> {
        if (b == ',') {
          throw malformed("a comma precedes the first value");
        }
        yield arrayEnd();
      }
      case ELEMENT_OR_COMMA_OR_ARRAY_END, COMMA_OR_ARRAY_END ->
          b == ',' ? Expected.ELEMENT : arrayEnd();
      case NOTHING -> throw malformed("more follows the array's end");
    };
  }

  private Expected arrayEnd() {
    if (end == End.AFTER_ELEMENT) {
      throw malformed("the array ends within a range of its values");
    }
    return Expected.NOTHING;
  }

  private void checkEnd() {
    boolean whole =
        switch (end) {
          case AFTER_ARRAY -> expected == Expected.NOTHING;
          case AFTER_ELEMENT -> expected != Expected.ELEMENT;
        };
    if (!whole) {
      throw malformed(
          expected == Expected.ARRAY ? "there is no JSON array" : "the array is not closed");
    }
  }

  private void beginElement(int first) throws IOException {
    if (expected == Expected.COMMA_OR_ARRAY_END) {
      throw malformed("a comma or the array's end is missing");
    }
    element.clear();
    elementStart = source.position();
    value.read(first);
    expected = Expected.COMMA_OR_ARRAY_END;
  }

  private MalformedSourceException malformed(String reason) {
    return new MalformedSourceException(source.position(), reason);
  }
}
