package io.stackseed.item;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value as something that equals another when DynamoDB would hold both as one and the same. */
final class SameValues implements Value.Visitor<Object> {
  private static final SameValues VISITOR = new SameValues();

  private SameValues() {}

  static Map<String, Object> of(Map<String, Value> values) {
    Map<String, Object> same = new HashMap<>();
    values.forEach((name, value) -> same.put(name, value.accept(VISITOR)));
    return same;
  }

  @Override
  public Object visit(Value.S value) {
    return value;
  }

  @Override
  public Object visit(Value.N value) {
    return new Value.N(Numbers.canonical(value.digits()));
  }

  @Override
  public Object visit(Value.B value) {
    return value;
  }

  @Override
  public Object visit(Value.Bool value) {
    return value;
  }

  @Override
  public Object visit(Value.Null value) {
    return value;
  }

  @Override
  public Object visit(Value.L value) {
    return value.elements().stream().map(element -> element.accept(this)).toList();
  }

  @Override
  public Object visit(Value.M value) {
    return of(value.entries());
  }

  @Override
  public Object visit(Value.SS value) {
    return set(value.descriptor(), value.elements());
  }

  @Override
  public Object visit(Value.NS value) {
    return set(value.descriptor(), value.elements().stream().map(Numbers::canonical).toList());
  }

  @Override
  public Object visit(Value.BS value) {
    return set(value.descriptor(), value.elements());
  }

  private static Object set(String descriptor, List<?> elements) {
    return Map.of(descriptor, Set.copyOf(new HashSet<>(elements)));
  }
}
