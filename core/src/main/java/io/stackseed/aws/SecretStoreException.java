package io.stackseed.aws;

/**
 * A secret could not be read. Nothing of an answer is in it, as that is where a secret would be.
 */
final class SecretStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why not. */
  enum Problem {
    MISSING,
    DENIED,
    NO_TEXT,
    /** For now; asking again may help. */
    UNAVAILABLE
  }

  private final Problem problem;

  SecretStoreException(Problem problem, String what) {
    super(what);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
