package io.stackseed.shape;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.item.Binary;
import io.stackseed.item.Numbers;
import io.stackseed.item.Value;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;

/**
 * Puts the HMAC-SHA-256 of a value in its place, of the value's own type: the same for the same
 * value wherever it stands, so that what referred to it still does. Of a list or a map every scalar
 * in it is hashed; true, false and null, which say nothing, stay.
 *
 * <p>Not for use by several threads.
 */
final class Masking implements Value.Visitor<Value> {
  /** A number takes 18 digits: it stays a whole number that 64 bits hold. */
  private static final long NUMBERS = 1_000_000_000_000_000_000L;

  private final Mac mac;

  Masking(HashKey key) {
    this.mac = key.mac();
  }

  @Override
  public Value visit(Value.S value) {
    return new Value.S(text(value.text()));
  }

  @Override
  public Value visit(Value.N value) {
    return new Value.N(number(value.digits()));
  }

  @Override
  public Value visit(Value.B value) {
    return new Value.B(binary(value.bytes()));
  }

  @Override
  public Value visit(Value.Bool value) {
    return value;
  }

  @Override
  public Value visit(Value.Null value) {
    return value;
  }

  @Override
  public Value visit(Value.L value) {
    return new Value.L(value.elements().stream().map(element -> element.accept(this)).toList());
  }

  @Override
  public Value visit(Value.M value) {
    Map<String, Value> entries = new LinkedHashMap<>();
    value.entries().forEach((name, entry) -> entries.put(name, entry.accept(this)));
    return new Value.M(entries);
  }

  @Override
  public Value visit(Value.SS value) {
    return new Value.SS(value.elements().stream().map(this::text).toList());
  }

  @Override
  public Value visit(Value.NS value) {
    return new Value.NS(value.elements().stream().map(this::number).toList());
  }

  @Override
  public Value visit(Value.BS value) {
    return new Value.BS(value.elements().stream().map(this::binary).toList());
  }

  private String text(String text) {
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }

  private String number(String digits) {
    long first = ByteBuffer.wrap(mac.doFinal(Numbers.plain(digits).getBytes(US_ASCII))).getLong();
    return Long.toString(Long.remainderUnsigned(first, NUMBERS));
  }

  private Binary binary(Binary bytes) {
    return Binary.of(mac.doFinal(bytes.toArray()));
  }
}
