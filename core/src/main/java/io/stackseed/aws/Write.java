package io.stackseed.aws;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** One write, alone or in a transaction, in the making: expression, condition, names, values. */
final class Write {
  private final String tableName;
  private final Map<String, AttributeValue> key;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private Map<String, AttributeValue> item = Map.of();
  private @Nullable String update;
  private @Nullable String condition;
  private ReturnValuesOnConditionCheckFailure onFailure = ReturnValuesOnConditionCheckFailure.NONE;

  Write(String tableName, Map<String, AttributeValue> key) {
    this.tableName = tableName;
    this.key = key;
  }

  Write item(Map<String, AttributeValue> attributes) {
    item = attributes;
    return this;
  }

  Write update(String expression) {
    update = expression;
    return this;
  }

  Write condition(String expression) {
    condition = expression;
    return this;
  }

  Write ifAbsent() {
    return condition("attribute_not_exists(pk)");
  }

  Write name(String placeholder, String name) {
    names.put(placeholder, name);
    return this;
  }

  Write value(String placeholder, AttributeValue value) {
    values.put(placeholder, value);
    return this;
  }

  Write values(Map<String, AttributeValue> added) {
    values.putAll(added);
    return this;
  }

  /** The item as it stands comes back if the condition fails. */
  Write returningOld() {
    onFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
    return this;
  }

  PutItemRequest toPutItem() {
    return PutItemRequest.builder()
        .tableName(tableName)
        .item(keyed())
        .conditionExpression(condition)
        .expressionAttributeValues(valuesOrNull())
        .build();
  }

  /** The item as it is afterwards comes back. */
  UpdateItemRequest toUpdateItem() {
    return UpdateItemRequest.builder()
        .tableName(tableName)
        .key(key)
        .updateExpression(update)
        .conditionExpression(condition)
        .expressionAttributeNames(names.isEmpty() ? null : names)
        .expressionAttributeValues(valuesOrNull())
        .returnValues(ReturnValue.ALL_NEW)
        .build();
  }

  TransactWriteItem put() {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(tableName)
                    .item(keyed())
                    .conditionExpression(condition)
                    .expressionAttributeValues(valuesOrNull()))
        .build();
  }

  TransactWriteItem update() {
    return TransactWriteItem.builder()
        .update(
            write ->
                write
                    .tableName(tableName)
                    .key(key)
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names.isEmpty() ? null : names)
                    .expressionAttributeValues(valuesOrNull())
                    .returnValuesOnConditionCheckFailure(onFailure))
        .build();
  }

  TransactWriteItem check() {
    return TransactWriteItem.builder()
        .conditionCheck(
            check ->
                check
                    .tableName(tableName)
                    .key(key)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names.isEmpty() ? null : names)
                    .expressionAttributeValues(valuesOrNull()))
        .build();
  }

  private Map<String, AttributeValue> keyed() {
    Map<String, AttributeValue> keyed = new HashMap<>(item);
    keyed.putAll(key);
    return keyed;
  }

  /** DynamoDB refuses an empty map. */
  private @Nullable Map<String, AttributeValue> valuesOrNull() {
    return values.isEmpty() ? null : values;
  }
}
