package io.stackseed.format;

/**
 * Where a CSV record ends (RFC 4180), byte by byte. A quote counts at a field's beginning only;
 * what follows a closing quote but neither delimiter nor line end is an error, and no quote opens
 * again before the next field, so that one bad record does not swallow the next.
 */
final class CsvSyntax {

  private enum State {
    FIELD_START,
    UNQUOTED,
    QUOTED,
    /** At a quote within quotes: the field's end, or the first of a doubled quote. */
    QUOTE_IN_QUOTED
  }

  private final char delimiter;
  private State state = State.FIELD_START;

  CsvSyntax(char delimiter) {
    this.delimiter = delimiter;
  }

  /** Whether a character may stand between fields: printable ASCII or a tab, but no quote. */
  static boolean isDelimiter(char c) {
    return c == '\t' || (c >= ' ' && c < 0x7F && c != '"');
  }

  void beginRecord() {
    state = State.FIELD_START;
  }

  /** Whether the byte that comes next is within quotes. */
  boolean isQuoted() {
    return state == State.QUOTED;
  }

  /** Whether the byte, if it comes next, opens a quoted field. */
  boolean opensQuote(byte b) {
    return state == State.FIELD_START && b == '"';
  }

  void take(byte b) {
    state =
        switch (state) {
          case FIELD_START ->
              b == '"' ? State.QUOTED : b == delimiter ? State.FIELD_START : State.UNQUOTED;
          case UNQUOTED -> b == delimiter ? State.FIELD_START : State.UNQUOTED;
          case QUOTED -> b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
          case QUOTE_IN_QUOTED ->
              b == '"' ? State.QUOTED : b == delimiter ? State.FIELD_START : State.UNQUOTED;
        };
  }
}
