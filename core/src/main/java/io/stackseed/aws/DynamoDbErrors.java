package io.stackseed.aws;

import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.TableSchema;
import io.stackseed.item.TargetTableException;
import io.stackseed.item.TargetTableException.Problem;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** DynamoDB's errors by what can be done about them ("Error handling", Developer Guide). */
final class DynamoDbErrors {
  /** There was no capacity, or somebody's transaction on one of the items. */
  private static final Set<String> PASSING =
      Set.of(
          "TransactionConflictException",
          "ReplicatedWriteConflictException",
          "ProvisionedThroughputExceededException",
          "ThrottlingException",
          "ThrottlingError",
          "RequestLimitExceeded");

  private DynamoDbErrors() {}

  /**
   * What a call comes to that writes and failed.
   *
   * @throws RuntimeException if there is more to it than capacity or one of its items
   */
  static BatchResult writeResult(DynamoDbException e, List<Item> batch, TableSchema table) {
    String code = code(e);
    if (PASSING.contains(code)) {
      return BatchResult.throttled(batch);
    }
    if (code.equals("ValidationException")) {
      return BatchResult.refused(batch, ItemData.removed(message(e), batch));
    }
    throw translated(e, table.tableName());
  }

  /** What retrying cannot mend, or the exception itself. */
  static RuntimeException translated(DynamoDbException e, String tableName) {
    return switch (code(e)) {
      case "ResourceNotFoundException" -> new TargetTableException(Problem.MISSING, tableName, "");
      case "AccessDeniedException" -> new TargetTableException(Problem.DENIED, tableName, "");
      case "ValidationException" ->
          new TargetTableException(Problem.REFUSED, tableName, message(e));
      case "ItemCollectionSizeLimitExceededException" ->
          new TargetTableException(Problem.COLLECTION_FULL, tableName, "");
      default -> e;
    };
  }

  private static String code(DynamoDbException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  private static String message(DynamoDbException e) {
    String message = e.awsErrorDetails().errorMessage();
    return message == null ? code(e) : message;
  }
}
