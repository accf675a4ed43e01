package io.stackseed.aws;

import io.stackseed.item.TargetTableException;
import io.stackseed.item.TargetTableException.Problem;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** DynamoDB's errors by what can be done about them ("Error handling", Developer Guide). */
final class DynamoDbErrors {
  private static final Set<String> THROTTLING =
      Set.of(
          "ProvisionedThroughputExceededException",
          "ThrottlingException",
          "ThrottlingError",
          "RequestLimitExceeded");

  private DynamoDbErrors() {}

  static boolean isThrottling(DynamoDbException e) {
    return THROTTLING.contains(code(e));
  }

  /** What retrying cannot mend, or the exception itself. */
  static RuntimeException translated(DynamoDbException e, String tableName) {
    return switch (code(e)) {
      case "ResourceNotFoundException" -> new TargetTableException(Problem.MISSING, tableName, "");
      case "AccessDeniedException" -> new TargetTableException(Problem.DENIED, tableName, "");
      case "ValidationException", "ItemCollectionSizeLimitExceededException" ->
          new TargetTableException(Problem.REFUSED, tableName, message(e));
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
