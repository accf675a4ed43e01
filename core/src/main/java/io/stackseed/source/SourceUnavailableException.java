package io.stackseed.source;

import org.jspecify.annotations.Nullable;

/** A source that cannot be read, and that retrying will not bring back. */
public final class SourceUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why the source cannot be read. */
  public enum Problem {
    /** No such key in the bucket, or its current version is a delete marker. */
    MISSING("is missing"),
    /** The key has no such version. */
    VERSION_MISSING("has no such version"),
    /** No such bucket. */
    BUCKET_MISSING("is in a bucket that does not exist"),
    /** Access denied; without the permission to list, also a missing key. */
    DENIED("may not be read"),
    /** The ETag is no longer the one that was described. */
    CHANGED("has changed since it was planned");

    private final String sentence;

    Problem(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Problem problem;
  private final String object;

  /**
   * @param object the location, with the version if one was asked for, as text
   */
  public SourceUnavailableException(Problem problem, String object) {
    this(problem, object, null);
  }

  /**
   * @param object the location, with the version if one was asked for, as text
   * @param cause what the service's client threw; null if nothing
   */
  public SourceUnavailableException(Problem problem, String object, @Nullable Throwable cause) {
    super(object + " " + problem.sentence, cause);
    this.problem = problem;
    this.object = object;
  }

  public Problem problem() {
    return problem;
  }

  /** The location, with the version if one was asked for, as text. */
  public String object() {
    return object;
  }
}
