package io.stackseed.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazon.ion.IonReader;
import com.amazon.ion.system.IonReaderBuilder;
import io.stackseed.item.RejectCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** One line of Ion text to an item or a reject. */
final class IonLineParser implements RecordParser {

  /** Ion's library takes time by the square of a number's digits, whatever is asked of it. */
  private static final int MAX_DIGITS = 1000;

  private static final IonReaderBuilder READERS =
      IonReaderBuilder.standard().withGzipDecompressionEnabled(false).immutable();

  @Override
  public @Nullable ParsedRecord parse(RecordBytes line, long offset) {
    if (line.isBlank()) {
      return null;
    }
    int invalid = Utf8Validation.firstInvalid(line.array(), line.length());
    if (invalid >= 0) {
      return new Reject(
          offset, RejectCode.NOT_UTF8, JsonRecordParser.at("not valid UTF-8", offset + invalid));
    }
    if (hasLongNumber(line)) {
      return new Reject(offset, RejectCode.NUMBER, "a number has too many digits");
    }
    String text = new String(line.array(), 0, line.length(), UTF_8);
    try (IonReader reader = READERS.build(text)) {
      return new IonItemReader(reader).readItem(offset);
    } catch (RuntimeException | StackOverflowError e) {
      // The library's messages quote the text, and its exceptions are of many types.
      return new Reject(offset, RejectCode.NOT_ION, "not valid Ion");
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static boolean hasLongNumber(RecordBytes line) {
    int digits = 0;
    boolean quoted = false;
    boolean hexadecimal = false;
    for (int i = 0; i < line.length(); i++) {
      byte b = line.array()[i];
      if (quoted && b == '\\') {
        i++;
      } else if (b == '"') {
        quoted = !quoted;
      }
      boolean prefix = digits == 1 && (b == 'x' || b == 'X');
      hexadecimal = prefix || (hexadecimal && digits > 0);
      boolean digit = b == '_' || Character.digit(b, hexadecimal ? 16 : 10) >= 0;
      digits = !quoted && (prefix || digit) ? digits + 1 : 0;
      if (digits > MAX_DIGITS) {
        return true;
      }
    }
    return false;
  }
}
