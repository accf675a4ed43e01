package io.stackseed.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.TargetTableException;
import io.stackseed.item.TargetTableException.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class DynamoDbErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "ThrottlingError",
        "RequestLimitExceeded"
      })
  void throttlingIsKnownByItsCodes(String code) {
    DynamoDbException e = exception(code, "slow down");

    assertThat(DynamoDbErrors.isThrottling(e)).isTrue();
    assertThat(DynamoDbErrors.translated(e, "orders")).isSameAs(e);
  }

  @ParameterizedTest
  @CsvSource({
    "ResourceNotFoundException, MISSING, TargetTable: 'orders' does not exist.",
    "AccessDeniedException, DENIED, TargetTable: 'orders' may not be used by the ingest stack.",
    "ValidationException, REFUSED, TargetTable: 'orders' refused a write (its words).",
    "ItemCollectionSizeLimitExceededException, REFUSED,"
        + " TargetTable: 'orders' refused a write (its words)."
  })
  void whatRetryingCannotMendIsTheTablesFault(String code, Problem problem, String sentence) {
    DynamoDbException e = exception(code, "its words");

    assertThat(DynamoDbErrors.isThrottling(e)).isFalse();
    assertThat(DynamoDbErrors.translated(e, "orders"))
        .isInstanceOfSatisfying(
            TargetTableException.class,
            translated -> {
              assertThat(translated.problem()).isEqualTo(problem);
              assertThat(translated.failure().sentence()).startsWith(sentence);
            });
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

    assertThat(DynamoDbErrors.isThrottling(e)).isFalse();
    assertThat(DynamoDbErrors.translated(e, "orders")).isSameAs(e);
  }

  @Test
  void errorWithoutDetailsIsItself() {
    DynamoDbException bare = (DynamoDbException) DynamoDbException.builder().message("m").build();
    DynamoDbException codeless = exception(null, "words");

    assertThat(DynamoDbErrors.isThrottling(bare)).isFalse();
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
