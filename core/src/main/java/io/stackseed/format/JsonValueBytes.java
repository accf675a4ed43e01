package io.stackseed.format;

import static io.stackseed.format.JsonRecordParser.at;

import java.io.IOException;

/** The bytes of one JSON value, whose end is found by brackets and strings alone. */
final class JsonValueBytes {

  private final ByteSource source;
  private final RecordBytes value;
  private final String unclosed;

  /**
   * @param value takes the value's bytes
   * @param unclosed begins the message where the source ends within the value
   */
  JsonValueBytes(ByteSource source, RecordBytes value, String unclosed) {
    this.source = source;
    this.value = value;
    this.unclosed = unclosed;
  }

  /**
   * Reads the value that comes next, to its end.
   *
   * @param first its first byte, not taken yet
   * @throws MalformedSourceException if none begins so, or the source ends within it
   */
  void read(int first) throws IOException {
    if (first == '{' || first == '[') {
      readContainer();
    } else if (first == '"') {
      readString();
    } else if (JsonSyntax.startsScalar(first)) {
      readScalar();
    } else {
      throw malformed("unexpected character");
    }
  }

  private void readContainer() throws IOException {
    long start = source.position();
    long depth = 0;
    while (source.hasBuffered()) {
      byte[] buffer = source.buffer();
      int limit = source.limit();
      int i = source.next();
      for (; i < limit && buffer[i] != '"'; i++) {
        byte b = buffer[i];
        if (b == '{' || b == '[') {
          depth++;
        } else if ((b == '}' || b == ']') && --depth == 0) {
          keep(i + 1);
          return;
        }
      }
      keep(i);
      if (i < limit) {
        readString();
      }
    }
    throw malformed(at(unclosed + " the value that began", start));
  }

  private void readString() throws IOException {
    long start = source.position();
    keep(source.next() + 1);
    boolean escaped = false;
    while (source.hasBuffered()) {
      byte[] buffer = source.buffer();
      int limit = source.limit();
      for (int i = source.next(); i < limit; i++) {
        if (escaped) {
          escaped = false;
        } else if (buffer[i] == '\\') {
          escaped = true;
        } else if (buffer[i] == '"') {
          keep(i + 1);
          return;
        }
      }
      keep(limit);
    }
    throw malformed(at(unclosed + " the string that began", start));
  }

  private void readScalar() throws IOException {
    for (int b = source.peek();
        b != ByteSource.END && !JsonSyntax.endsScalar(b);
        b = source.peek()) {
      keep(source.next() + 1);
    }
  }

  /** Takes the bytes before the index {@code to} of the buffer as the value's. */
  private void keep(int to) {
    value.append(source.buffer(), source.next(), to);
    source.advanceTo(to);
  }

  private MalformedSourceException malformed(String reason) {
    return new MalformedSourceException(source.position(), reason);
  }
}
