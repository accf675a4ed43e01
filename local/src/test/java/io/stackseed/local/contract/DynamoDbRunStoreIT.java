package io.stackseed.local.contract;

import io.stackseed.aws.AwsServices;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.run.RunDirectory;
import io.stackseed.run.RunStore;
import io.stackseed.run.RunStoreContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Against DynamoDB Local, on a table like the one that the template declares. The watchdog does not
 * look at it: there, it would end every run of these tests, whose time is long up.
 */
@ExtendWith(EmbeddedAccount.class)
class DynamoDbRunStoreIT extends RunStoreContract {
  private static final String TABLE = "run-store-contract";

  private RunStore store;
  private RunDirectory directory;

  @BeforeAll
  static void createTable(IngestStack ingest) {
    DynamoDbClient dynamoDb = ingest.services().dynamoDb();
    TableDescription declared =
        dynamoDb.describeTable(request -> request.tableName(ingest.progressTable())).table();
    dynamoDb.createTable(
        request ->
            request
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(declared.attributeDefinitions())
                .keySchema(declared.keySchema())
                .globalSecondaryIndexes(
                    declared.globalSecondaryIndexes().stream()
                        .map(
                            index ->
                                GlobalSecondaryIndex.builder()
                                    .indexName(index.indexName())
                                    .keySchema(index.keySchema())
                                    .projection(index.projection())
                                    .build())
                        .toList()));
    dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(TABLE));
  }

  @BeforeEach
  void open(IngestStack ingest) {
    store = ingest.ports().runStore(TABLE);
    directory = AwsServices.runDirectory(ingest.services().dynamoDb(), TABLE);
  }

  @Override
  protected RunStore store() {
    return store;
  }

  @Override
  protected RunDirectory directory() {
    return directory;
  }
}
