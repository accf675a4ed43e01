package io.stackseed.shape;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes what shapes the items of a run. The key is read when it is first needed and kept from then
 * on; a run that was accepted with another one has it read once more, as it may have been changed.
 */
public final class Shapers {
  private final HashKeys keys;
  private @Nullable HashKey kept;

  public Shapers(HashKeys keys) {
    this.keys = keys;
  }

  /**
   * One for the records of a chunk.
   *
   * @throws FailureException if the key is not the one that the run began with
   * @throws RuntimeException any other, if the key could not be read for now
   */
  public Shaper of(Shaping shaping) {
    List<Change> changes = new ArrayList<>();
    shaping.remove().forEach(path -> changes.add(new Change("Remove", path, false, value -> null)));
    if (shaping.hashKey() != null) {
      Masking masking = new Masking(key(shaping.hashKey()));
      for (AttributePath path : shaping.hash()) {
        changes.add(
            new Change("Hash", path, false, value -> value == null ? null : value.accept(masking)));
      }
    }
    shaping
        .set()
        .forEach((path, literal) -> changes.add(new Change("Set", path, true, value -> literal)));
    return new Shaper(shaping.sampling(), changes);
  }

  private synchronized HashKey key(String fingerprint) {
    HashKey key = kept;
    if (key == null || !key.fingerprint().equals(fingerprint)) {
      key = keys.read();
      kept = key;
    }
    if (!key.fingerprint().equals(fingerprint)) {
      throw new FailureException(
          new InvalidProperty(
              "Hash",
              "the key is not the one that this run began with",
              "Send the request again, so that one key hashes all items"));
    }
    return key;
  }
}
