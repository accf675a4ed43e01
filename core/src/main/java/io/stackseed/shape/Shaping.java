package io.stackseed.shape;

import io.stackseed.item.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of items before they are written, frozen: first the sample is taken, then attributes
 * are removed, hashed and set, in this order.
 *
 * @param sampling null to take every record
 * @param hashKey the {@link HashKey#fingerprint} of the key that is hashed with; null if nothing is
 * @param set values by their paths, in the order of the request
 */
public record Shaping(
    @Nullable Sampling sampling,
    List<AttributePath> remove,
    List<AttributePath> hash,
    @Nullable String hashKey,
    Map<AttributePath, Value> set) {

  /** Items as their records are. */
  public static final Shaping NONE = new Shaping(null, List.of(), List.of(), null, Map.of());

  /**
   * @throws IllegalArgumentException if there is something to hash and no key, or the reverse
   */
  public Shaping {
    remove = List.copyOf(remove);
    hash = List.copyOf(hash);
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    if (hash.isEmpty() != (hashKey == null)) {
      throw new IllegalArgumentException("a key without anything to hash, or the reverse");
    }
  }

  /** Attributes that every item has, whatever its record holds. */
  public Set<String> given() {
    return set.keySet().stream()
        .filter(path -> !path.isNested())
        .map(AttributePath::attribute)
        .collect(Collectors.toUnmodifiableSet());
  }
}
