package io.stackseed.request;

import org.jspecify.annotations.Nullable;

/**
 * {@code stackseed:<stack guid>:<logical id>:<hash of the table's ARN>}: the same for as long as
 * the resource fills the same table, and another one for another table.
 */
public final class PhysicalResourceIds {
  private static final String PREFIX = "stackseed:";

  private PhysicalResourceIds() {}

  /**
   * The id of the resource that a request is about.
   *
   * @param table null if TargetTable cannot be used
   */
  public static String of(IngestRequest request, @Nullable TableArn table) {
    String stackId = request.stackId() == null ? "by-hand" : request.stackId();
    return PREFIX
        + stackId.substring(stackId.lastIndexOf('/') + 1)
        + ":"
        + (request.logicalResourceId() == null ? "by-hand" : request.logicalResourceId())
        + ":"
        + (table == null ? "none" : Digests.of(table.toString()));
  }

  /** False for an id that CloudFormation made up, as it does when it cancels a Create. */
  public static boolean isOurs(String physicalResourceId) {
    return physicalResourceId.startsWith(PREFIX);
  }
}
