package io.stackseed.item;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An attribute's value, by DynamoDB's own type descriptors.
 *
 * <p>Sizes follow the developer guide's page "DynamoDB item sizes and formats".
 */
public sealed interface Value {

  /** Bytes that DynamoDB counts for the value, its attribute's name not included. */
  long sizeBytes();

  /** Lists and maps within one another, this one included: 0 for a scalar or a set. */
  default int depth() {
    return 0;
  }

  /** The type by DynamoDB's own descriptor, such as {@code S} or {@code BOOL}. */
  String descriptor();

  /** Calls the visitor's method for this type: a switch that the compiler checks on Java 17. */
  <R> R accept(Visitor<R> visitor);

  /** One method per type. */
  interface Visitor<R> {
    R visit(S value);

    R visit(N value);

    R visit(B value);

    R visit(Bool value);

    R visit(Null value);

    R visit(L value);

    R visit(M value);

    R visit(SS value);

    R visit(NS value);

    R visit(BS value);
  }

  /** A string; may be empty outside keys. */
  record S(String text) implements Value {

    public S {
      Objects.requireNonNull(text);
    }

    @Override
    public long sizeBytes() {
      return Utf8.length(text);
    }

    @Override
    public String descriptor() {
      return "S";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A number, every digit kept as text. Equality is the text's: {@link ItemKey} knows when two
   * texts are the same number.
   */
  record N(String digits) implements Value {

    /**
     * @throws IllegalArgumentException if DynamoDB would refuse the number; see {@link Numbers}
     */
    public N {
      Numbers.problem(digits)
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException("the number " + problem);
              });
    }

    @Override
    public long sizeBytes() {
      return Numbers.sizeBytes(digits);
    }

    @Override
    public String descriptor() {
      return "N";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Bytes; may be empty outside keys. */
  record B(Binary bytes) implements Value {

    @Override
    public long sizeBytes() {
      return bytes.length();
    }

    @Override
    public String descriptor() {
      return "B";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Value {

    @Override
    public long sizeBytes() {
      return 1;
    }

    @Override
    public String descriptor() {
      return "BOOL";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The null that a table stores, not an absent attribute. */
  record Null() implements Value {

    @Override
    public long sizeBytes() {
      return 1;
    }

    @Override
    public String descriptor() {
      return "NULL";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A list. */
  record L(List<Value> elements) implements Value {

    private static final int OVERHEAD_BYTES = 3;
    private static final int OVERHEAD_BYTES_PER_ELEMENT = 1;

    public L {
      elements = List.copyOf(elements);
    }

    @Override
    public long sizeBytes() {
      long bytes = OVERHEAD_BYTES;
      for (Value element : elements) {
        bytes += element.sizeBytes() + OVERHEAD_BYTES_PER_ELEMENT;
      }
      return bytes;
    }

    @Override
    public int depth() {
      int deepest = 0;
      for (Value element : elements) {
        deepest = Math.max(deepest, element.depth());
      }
      return deepest + 1;
    }

    @Override
    public String descriptor() {
      return "L";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A map, in the order of its insertion. */
  record M(Map<String, Value> entries) implements Value {

    private static final int OVERHEAD_BYTES = 3;
    private static final int OVERHEAD_BYTES_PER_ENTRY = 1;

    public M {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      entries.forEach(M::requireNonNull);
    }

    private static void requireNonNull(String name, Value value) {
      Objects.requireNonNull(name);
      Objects.requireNonNull(value);
    }

    @Override
    public long sizeBytes() {
      long bytes = OVERHEAD_BYTES;
      for (Map.Entry<String, Value> entry : entries.entrySet()) {
        bytes +=
            Utf8.length(entry.getKey()) + entry.getValue().sizeBytes() + OVERHEAD_BYTES_PER_ENTRY;
      }
      return bytes;
    }

    @Override
    public int depth() {
      int deepest = 0;
      for (Value value : entries.values()) {
        deepest = Math.max(deepest, value.depth());
      }
      return deepest + 1;
    }

    @Override
    public String descriptor() {
      return "M";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A set of strings, in the order of its source. That a table refuses an empty set, or one element
   * twice, {@link ItemRules} says.
   */
  record SS(List<String> elements) implements Value {

    public SS {
      elements = List.copyOf(elements);
    }

    @Override
    public long sizeBytes() {
      long bytes = 0;
      for (String element : elements) {
        bytes += Utf8.length(element);
      }
      return bytes;
    }

    @Override
    public String descriptor() {
      return "SS";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A set of numbers, each with every digit kept as text; see {@link SS} for what is refused. */
  record NS(List<String> elements) implements Value {

    /**
     * @throws IllegalArgumentException if DynamoDB would refuse one of the numbers
     */
    public NS {
      elements = List.copyOf(elements);
      elements.forEach(N::new);
    }

    @Override
    public long sizeBytes() {
      long bytes = 0;
      for (String element : elements) {
        bytes += Numbers.sizeBytes(element);
      }
      return bytes;
    }

    @Override
    public String descriptor() {
      return "NS";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A set of binary values; see {@link SS} for what is refused. */
  record BS(List<Binary> elements) implements Value {

    public BS {
      elements = List.copyOf(elements);
    }

    @Override
    public long sizeBytes() {
      long bytes = 0;
      for (Binary element : elements) {
        bytes += element.length();
      }
      return bytes;
    }

    @Override
    public String descriptor() {
      return "BS";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
