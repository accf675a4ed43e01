package io.stackseed.request;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import java.util.regex.Pattern;

/** The target table by its canonical ARN, so that a name and its ARN are the same table. */
public record TableArn(String partition, String region, String account, String name) {
  private static final String PROPERTY = "TargetTable";

  /** "Naming rules and data types", Amazon DynamoDB Developer Guide. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  /**
   * Reads a table's name or ARN.
   *
   * @param home where the request came from; transactions cannot leave account and region, so a
   *     table elsewhere is refused
   * @throws FailureException if it is neither, or a table elsewhere
   */
  public static TableArn parse(String nameOrArn, TopicArn home) {
    TableArn table =
        nameOrArn.startsWith("arn:")
            ? fromArn(nameOrArn)
            : new TableArn(home.partition(), home.region(), home.account(), nameOrArn);
    if (!NAME.matcher(table.name).matches()) {
      throw invalid(
          "'%s' is not the name of a table".formatted(nameOrArn),
          "Use 3 to 255 letters, digits, '_', '-' and '.', or the table's ARN");
    }
    if (!table.partition.equals(home.partition())
        || !table.region.equals(home.region())
        || !table.account.equals(home.account())) {
      throw invalid(
          "'%s' is in account %s and region %s".formatted(nameOrArn, table.account, table.region),
          "Use a table of account %s in region %s".formatted(home.account(), home.region()));
    }
    return table;
  }

  private static TableArn fromArn(String arn) {
    String[] fields = arn.split(":", -1);
    if (fields.length != 6
        || !fields[2].equals("dynamodb")
        || !fields[5].startsWith("table/")
        || fields[5].indexOf('/', 6) >= 0) {
      throw invalid(
          "'%s' is not the ARN of a table".formatted(arn),
          "Use arn:<partition>:dynamodb:<region>:<account>:table/<name>, or the name");
    }
    return new TableArn(fields[1], fields[3], fields[4], fields[5].substring(6));
  }

  private static FailureException invalid(String problem, String remedy) {
    return new FailureException(new InvalidProperty(PROPERTY, problem, remedy));
  }

  @Override
  public String toString() {
    return String.join(":", "arn", partition, "dynamodb", region, account, "table/" + name);
  }
}
