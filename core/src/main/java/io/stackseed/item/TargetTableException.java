package io.stackseed.item;

import io.stackseed.failure.Failure;
import io.stackseed.failure.Failure.InvalidProperty;

/** The table cannot be filled, and trying again would not help. */
public final class TargetTableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why not. */
  public enum Problem {
    MISSING("does not exist", "Create it before this resource, or correct the name"),
    NOT_ACTIVE("is not ACTIVE", "Let this resource depend on the table (DependsOn)"),
    DENIED(
        "may not be used by the ingest stack",
        "Widen its parameter TargetTablePattern, or correct the name"),
    KEYS_CHANGED("has other keys than when its run began", "Send the resource's request again"),
    COLLECTION_FULL(
        "has an item collection that is full",
        "A table with local secondary indexes holds at most 10 GB of one partition key: spread the"
            + " items over more keys, or leave those indexes out"),
    REFUSED("refused a write", "See the reason and correct the data or the table");

    private final String says;
    private final String remedy;

    Problem(String says, String remedy) {
      this.says = says;
      this.remedy = remedy;
    }
  }

  private final Problem problem;
  private final String tableName;
  private final String detail;

  /**
   * Says what the service said.
   *
   * @param detail the service's own words, without item data; empty if they add nothing
   */
  public TargetTableException(Problem problem, String tableName, String detail) {
    super("table %s: %s %s".formatted(tableName, problem, detail));
    this.problem = problem;
    this.tableName = tableName;
    this.detail = detail;
  }

  public Problem problem() {
    return problem;
  }

  /** As the user reads it. */
  public Failure failure() {
    return new InvalidProperty(
        "TargetTable",
        "'%s' %s%s".formatted(tableName, problem.says, detail.isEmpty() ? "" : " (" + detail + ")"),
        problem.remedy);
  }
}
