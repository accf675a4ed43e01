package io.stackseed.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the items, before table, moment and key are known.
 *
 * @param samplePercent above 0 and below 100; null to take every record
 * @param sampleBy null for the table's partition key
 * @param set literals as they were written, by their paths
 */
public record ShapingRequest(
    @Nullable BigDecimal samplePercent,
    @Nullable String sampleBy,
    List<AttributePath> remove,
    List<AttributePath> hash,
    Map<AttributePath, JsonNode> set) {

  /** Nothing. */
  public static final ShapingRequest NONE =
      new ShapingRequest(null, null, List.of(), List.of(), Map.of());

  public ShapingRequest {
    remove = List.copyOf(remove);
    hash = List.copyOf(hash);
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
  }

  /**
   * The same, for good.
   *
   * @param now what {@code now} means
   * @param keys asked only if something is to be hashed
   * @throws io.stackseed.failure.FailureException if the table could take no item of these, or
   *     there is no key to hash with
   * @throws RuntimeException any other, if the key could not be read for now
   */
  public Shaping frozen(TableSchema table, Instant now, HashKeys keys) {
    TableKeys tableKeys = new TableKeys(table);
    remove.forEach(tableKeys::requireRemovable);
    hash.forEach(path -> tableKeys.requireNoMap("Hash", path));
    Map<AttributePath, Value> values = new LinkedHashMap<>();
    set.forEach((path, literal) -> values.put(path, tableKeys.value(path, literal, now)));
    return new Shaping(
        samplePercent == null
            ? null
            : new Sampling(
                sampleBy == null ? table.key().partition().name() : sampleBy, samplePercent),
        remove,
        hash,
        hash.isEmpty() ? null : keys.read().fingerprint(),
        values);
  }
}
