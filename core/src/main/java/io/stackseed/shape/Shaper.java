package io.stackseed.shape;

import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.format.Reject;
import io.stackseed.item.Item;
import io.stackseed.item.Problem;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a record's item what a {@link Shaping} says. What the table asks of an item is asked
 * afterwards.
 *
 * <p>Not for use by several threads.
 */
public final class Shaper {
  private final @Nullable Sampling sampling;
  private final @Nullable Sampler sampler;
  private final List<Change> changes;

  Shaper(@Nullable Sampling sampling, List<Change> changes) {
    this.sampling = sampling;
    this.sampler = sampling == null ? null : new Sampler(sampling.percent());
    this.changes = List.copyOf(changes);
  }

  /**
   * The record as it goes on: the same one if there is nothing to change, or a reject in its place.
   *
   * @return null if it is not in the sample
   */
  public @Nullable ParsedRecord shaped(ParsedRecord parsed) {
    if ((sampling == null && changes.isEmpty()) || !(parsed instanceof ParsedItem candidate)) {
      return parsed;
    }
    if (sampling != null && sampler != null) {
      Value value = candidate.item().attributes().get(sampling.attribute());
      byte[] canonical = value == null ? null : Sampler.canonical(value);
      if (canonical == null) {
        return reject(candidate, unusable(sampling.attribute(), value));
      }
      if (!sampler.takes(canonical)) {
        return null;
      }
    }
    return changes.isEmpty() ? candidate : changed(candidate);
  }

  private ParsedRecord changed(ParsedItem candidate) {
    Map<String, Value> attributes = new LinkedHashMap<>(candidate.item().attributes());
    for (Change change : changes) {
      Problem problem = change.apply(attributes);
      if (problem != null) {
        return reject(candidate, problem);
      }
    }
    return new ParsedItem(candidate.offset(), new Item(attributes));
  }

  private static Problem unusable(String attribute, @Nullable Value value) {
    return new Problem(
        RejectCode.SAMPLE_BY,
        value == null
            ? "'%s', by which is sampled, is missing".formatted(attribute)
            : "'%s', by which is sampled, is %s, not S, N or B"
                .formatted(attribute, value.descriptor()));
  }

  private static Reject reject(ParsedItem candidate, Problem problem) {
    return new Reject(candidate.offset(), problem.code(), problem.reason());
  }
}
