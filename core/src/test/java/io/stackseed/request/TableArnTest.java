package io.stackseed.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.failure.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableArnTest {
  private static final TopicArn HOME = TopicArn.parse("arn:aws:sns:us-east-1:123456789012:ingest");

  @ParameterizedTest
  @CsvSource({
    "aws, us-east-1",
    "aws-cn, cn-north-1",
    "aws-cn, cn-northwest-1",
    "aws-us-gov, us-gov-west-1"
  })
  void nameAndArnAreTheSameTableInEveryPartition(String partition, String region) {
    TopicArn home = TopicArn.parse("arn:" + partition + ":sns:" + region + ":123456789012:ingest");
    String arn = "arn:" + partition + ":dynamodb:" + region + ":123456789012:table/orders";

    assertThat(TableArn.parse("orders", home))
        .isEqualTo(TableArn.parse(arn, home))
        .hasToString(arn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "A.b_c-9"})
  void nameByDynamoDbsRulesIsRead(String name) {
    assertThat(TableArn.parse(name, HOME).name()).isEqualTo(name);
  }

  @Test
  void nameOf255CharactersIsReadAndOneOf256IsNot() {
    assertThat(TableArn.parse("t".repeat(255), HOME).name()).hasSize(255);
    assertRefused(
        "t".repeat(256),
        "is not the name of a table. Use 3 to 255 letters, digits, '_', '-' and '.', or the"
            + " table's ARN.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "a b",
        "größe",
        "orders/index",
        "arn:aws:dynamodb:us-east-1:123456789012:table/o",
      })
  void nameAgainstDynamoDbsRulesIsRefused(String name) {
    assertRefused(
        name,
        "is not the name of a table. Use 3 to 255 letters, digits, '_', '-' and '.', or the"
            + " table's ARN.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:s3:::bucket",
        "arn:aws:dynamodb:us-east-1:123456789012:orders",
        "arn:aws:dynamodb:us-east-1:123456789012:table/orders/index/by-date",
        "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2024-01-01T00:00:00.000",
        "arn:aws:dynamodb:us-east-1:123456789012:table/orders:x",
        "arn:aws:dynamodb:us-east-1:table/orders",
        "arn:aws:sns:us-east-1:123456789012:table/orders"
      })
  void arnThatIsNoTablesIsRefused(String arn) {
    assertRefused(
        arn,
        "is not the ARN of a table. Use"
            + " arn:<partition>:dynamodb:<region>:<account>:table/<name>, or the name.");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:us-east-1:210987654321:table/orders, 210987654321, us-east-1",
    "arn:aws:dynamodb:eu-west-1:123456789012:table/orders, 123456789012, eu-west-1",
    "arn:aws-cn:dynamodb:us-east-1:123456789012:table/orders, 123456789012, us-east-1"
  })
  void tableElsewhereIsRefused(String arn, String account, String region) {
    assertRefused(
        arn,
        "is in account %s and region %s. Use a table of account 123456789012 in region us-east-1."
            .formatted(account, region));
  }

  private static void assertRefused(String table, String sentence) {
    assertThatThrownBy(() -> TableArn.parse(table, HOME))
        .isInstanceOf(FailureException.class)
        .hasMessage("TargetTable: '" + table + "' " + sentence);
  }
}
