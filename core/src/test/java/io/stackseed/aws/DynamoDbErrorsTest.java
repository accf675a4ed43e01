package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import io.stackseed.item.TargetTableException;
import io.stackseed.item.TargetTableException.Problem;
import io.stackseed.item.Value;
import io.stackseed.testing.Fakes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class DynamoDbErrorsTest {
  private static final List<Item> BATCH =
      List.of(new Item(Map.of("id", new Value.S("secret"), "day", new Value.N("5"))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "ThrottlingError",
        "RequestLimitExceeded",
        "TransactionConflictException",
        "ReplicatedWriteConflictException"
      })
  void wantOfCapacityIsKnownByItsCodes(String code) {
    DynamoDbException e = exception(code, "slow down");

    assertThat(DynamoDbErrors.writeResult(e, BATCH, Fakes.ORDERS))
        .isEqualTo(BatchResult.throttled(BATCH));
    assertThat(DynamoDbErrors.translated(e, "orders")).isSameAs(e);
  }

  @ParameterizedTest
  @CsvSource({
    "ResourceNotFoundException, MISSING, TargetTable: 'orders' does not exist.",
    "AccessDeniedException, DENIED, TargetTable: 'orders' may not be used by the ingest stack.",
    "ValidationException, REFUSED, TargetTable: 'orders' refused a write (its words).",
    "ItemCollectionSizeLimitExceededException, COLLECTION_FULL,"
        + " TargetTable: 'orders' has an item collection that is full."
  })
  void whatRetryingCannotMendIsTheTablesFault(String code, Problem problem, String sentence) {
    DynamoDbException e = exception(code, "its words");

    assertThat(DynamoDbErrors.translated(e, "orders"))
        .isInstanceOfSatisfying(
            TargetTableException.class,
            translated -> {
              assertThat(translated.problem()).isEqualTo(problem);
              assertThat(translated.failure().sentence()).startsWith(sentence);
            });
  }

  @Test
  void refusedWriteIsTheFaultOfOneOfItsItemsAndIsToldWithoutTheirData() {
    DynamoDbException e =
        exception("ValidationException", "Type mismatch for Index Key day: secret is no number");

    assertThat(DynamoDbErrors.writeResult(e, BATCH, Fakes.ORDERS))
        .isEqualTo(BatchResult.refused(BATCH, "Type mismatch for Index Key day: - is no number"));
  }

  @Test
  void refusalWithoutWordsIsNamedByItsCode() {
    assertThat(DynamoDbErrors.translated(exception("ValidationException", null), "orders"))
        .isInstanceOfSatisfying(
            TargetTableException.class,
            translated ->
                assertThat(translated.failure().sentence())
                    .isEqualTo(
                        "TargetTable: 'orders' refused a write (ValidationException). See the"
                            + " reason and correct the data or the table."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"InternalServerError", "ServiceUnavailable", "SomethingNew"})
  void anyOtherErrorIsItself(String code) {
    DynamoDbException e = exception(code, "words");

    assertThatThrownBy(() -> DynamoDbErrors.writeResult(e, BATCH, Fakes.ORDERS)).isSameAs(e);
    assertThat(DynamoDbErrors.translated(e, "orders")).isSameAs(e);
  }

  @Test
  void errorWithoutDetailsIsItself() {
    DynamoDbException bare = (DynamoDbException) DynamoDbException.builder().message("m").build();
    DynamoDbException codeless = exception(null, "words");

    assertThatThrownBy(() -> DynamoDbErrors.writeResult(bare, BATCH, Fakes.ORDERS)).isSameAs(bare);
    assertThat(DynamoDbErrors.translated(bare, "orders")).isSameAs(bare);
    assertThat(DynamoDbErrors.translated(codeless, "orders")).isSameAs(codeless);
  }

  private static DynamoDbException exception(@Nullable String code, @Nullable String message) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }
}
