package io.stackseed.local.deployed;

import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** A table of no stack: it is there before and after the stacks that fill it. */
public final class HandMadeTable {

  private HandMadeTable() {}

  /** With a partition key of strings. */
  public static void create(DynamoDbClient dynamoDb, String name, String key) {
    create(dynamoDb, name, new KeySchema(new KeyAttribute(key, KeyType.S), null));
  }

  static void create(DynamoDbClient dynamoDb, String name, KeySchema key) {
    List<AttributeDefinition> definitions = new ArrayList<>();
    List<KeySchemaElement> elements = new ArrayList<>();
    Stream.of(Optional.of(key.partition()), Optional.ofNullable(key.sort()))
        .flatMap(Optional::stream)
        .forEach(
            attribute -> {
              definitions.add(
                  AttributeDefinition.builder()
                      .attributeName(attribute.name())
                      .attributeType(attribute.type().name())
                      .build());
              elements.add(
                  KeySchemaElement.builder()
                      .attributeName(attribute.name())
                      .keyType(elements.isEmpty() ? "HASH" : "RANGE")
                      .build());
            });
    dynamoDb.createTable(
        create ->
            create
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(definitions)
                .keySchema(elements));
  }
}
