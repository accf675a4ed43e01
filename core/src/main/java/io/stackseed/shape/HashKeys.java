package io.stackseed.shape;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;

/** Where the key is kept that values are hashed with. */
@FunctionalInterface
public interface HashKeys {

  /**
   * The key as it is now. It changes nothing, so a crash means nothing.
   *
   * @throws FailureException if there is none, or none that can be used, and what to do about it
   * @throws RuntimeException any other, if it could not be read for now
   */
  HashKey read();

  /** Those of an ingest stack that was given none. */
  static HashKeys none() {
    return () -> {
      throw new FailureException(
          new InvalidProperty(
              "Hash",
              "the ingest stack has no key to hash with",
              "Set its parameter HashKeyArn to the ARN of a secret, or remove Hash"));
    };
  }
}
