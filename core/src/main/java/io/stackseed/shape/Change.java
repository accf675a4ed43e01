package io.stackseed.shape;

import io.stackseed.item.Item;
import io.stackseed.item.Problem;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attribute's change, wherever in an item it is.
 *
 * @param property that asks for it, for whoever reads why it cannot be made
 * @param makesMaps whether the maps around the attribute are made where they are missing; otherwise
 *     there is nothing to change
 */
record Change(String property, AttributePath path, boolean makesMaps, Edit edit) {

  /** What an attribute becomes. */
  @FunctionalInterface
  interface Edit {
    /**
     * The value in its place.
     *
     * @param value null where there is none
     * @return null where there is none afterwards
     */
    @Nullable Value of(@Nullable Value value);
  }

  /**
   * Makes it.
   *
   * @param attributes the {@link Item}'s, which are changed
   * @return why it cannot be made; null if it was, or there was nothing to change
   */
  @Nullable Problem apply(Map<String, Value> attributes) {
    return apply(attributes, 0);
  }

  private @Nullable Problem apply(Map<String, Value> map, int level) {
    String name = path.names().get(level);
    Value value = map.get(name);
    if (level == path.names().size() - 1) {
      replace(map, name, edit.of(value));
      return null;
    }
    if (!makesMaps && (value == null || value instanceof Value.Null)) {
      return null;
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    if (value instanceof Value.M inner) {
      entries.putAll(inner.entries());
    } else if (value != null) {
      return noMap(level, value);
    }
    Problem problem = apply(entries, level + 1);
    if (problem == null) {
      map.put(name, new Value.M(entries));
    }
    return problem;
  }

  private static void replace(Map<String, Value> map, String name, @Nullable Value value) {
    if (value == null) {
      map.remove(name);
    } else {
      map.put(name, value);
    }
  }

  private Problem noMap(int level, Value value) {
    return new Problem(
        RejectCode.NOT_A_MAP,
        "%s '%s': '%s' is %s, not a map"
            .formatted(property, path, path.text(level + 1), value.descriptor()));
  }
}
