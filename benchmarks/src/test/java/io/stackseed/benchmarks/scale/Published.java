package io.stackseed.benchmarks.scale;

import io.stackseed.benchmarks.report.Table;
import io.stackseed.benchmarks.report.Table.Column;
import java.util.List;

/** What is published of the other ways into a table, in words: none of it was measured here. */
final class Published {
  private static final String IMPORT_PAGES =
      "\"Best practices for importing from Amazon S3 into DynamoDB\", Developer Guide, 2025";
  private static final String HOW_IMPORT_WORKS =
      "\"DynamoDB data import from Amazon S3: how it works\", Developer Guide, 2025";
  private static final String BATCH = "\"BatchWriteItem\", API Reference, 2025";

  private Published() {}

  static Table table() {
    return new Table(
        "What AWS publishes of the other ways; not measured",
        List.of(
            Column.text("way"),
            Column.text("what"),
            Column.text("published"),
            Column.text("where")),
        List.of(
            List.of("import from S3", "time, throughput", "not published", HOW_IMPORT_WORKS),
            List.of("import from S3", "target", "a new table only", HOW_IMPORT_WORKS),
            List.of("import from S3", "write units", "none are consumed", HOW_IMPORT_WORKS),
            List.of(
                "import from S3",
                "source of one import",
                "15 TB in us-east-1, us-west-2 and eu-west-1, else 1 TB; 50,000 objects",
                IMPORT_PAGES),
            List.of(
                "import from S3",
                "imports at once",
                "50 in an account",
                "\"LimitExceededException\", API Reference, 2025"),
            List.of("bulk put: BatchWriteItem", "a call", "25 items, 16 MB, 400 KB an item", BATCH),
            List.of(
                "bulk put: BatchWriteItem",
                "throughput",
                "that of the table: 40,000 units/s by default, 1,000 a partition",
                "\"Quotas in Amazon DynamoDB\", Developer Guide, 2025"),
            List.of(
                "bulk put: aws dynamodb batch-write-item",
                "a command",
                "one call; what is unprocessed is the caller's to send again",
                "AWS CLI Command Reference, 2025")));
  }
}
