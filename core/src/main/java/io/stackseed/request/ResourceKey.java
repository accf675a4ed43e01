package io.stackseed.request;

import org.jspecify.annotations.Nullable;

/**
 * The resource that lives through Create, Update and Delete: StackId and LogicalResourceId; for a
 * message by hand that names neither, the table.
 */
public record ResourceKey(String hash) {

  /**
   * The resource that a request is about.
   *
   * @param table null if TargetTable cannot be used
   */
  public static ResourceKey of(IngestRequest request, @Nullable TableArn table) {
    String stackId = request.stackId();
    String logicalResourceId = request.logicalResourceId();
    if (stackId != null && logicalResourceId != null) {
      return new ResourceKey(Digests.of("resource", stackId, logicalResourceId));
    }
    return new ResourceKey(
        table == null
            ? Digests.of("message", request.messageId())
            : Digests.of("table", table.toString()));
  }
}
