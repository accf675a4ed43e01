package io.stackseed.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which requests are the same run, the same resource, the same physical resource. */
class IdentitiesTest {
  private static final TopicArn TOPIC = TopicArn.parse("arn:aws:sns:us-east-1:123456789012:ingest");
  private static final Instant AT = Instant.parse("2024-05-01T12:00:00Z");
  private static final String STACK =
      "arn:aws:cloudformation:us-east-1:123456789012:stack/demo/51af3dc0";
  private static final String URL = "https://host/?X-Amz-Signature=secret";
  private static final TableArn ORDERS = TableArn.parse("orders", TOPIC);

  private final IngestRequest request = request("m-1", "r-1", STACK, "Seed", URL);

  // Runs

  @Test
  void runIdIsShortAndPlain() {
    assertThat(request.runId()).matches("[0-9a-f]{32}");
  }

  @Test
  void duplicateDeliveryIsTheSameRun() {
    assertThat(request("m-1", "r-1", STACK, "Seed", URL).runId()).isEqualTo(request.runId());
  }

  @Test
  void messagePublishedTwiceWithOneUrlIsTheSameRun() {
    assertThat(request("m-2", "r-1", STACK, "Seed", URL).runId()).isEqualTo(request.runId());
  }

  @Test
  void retryOfTheSameRequestWithANewUrlIsANewRun() {
    assertThat(request("m-2", "r-1", STACK, "Seed", URL + "2").runId())
        .isNotEqualTo(request.runId());
  }

  @Test
  void anotherRequestStackOrResourceIsAnotherRun() {
    assertThat(
            new String[] {
              request.runId(),
              request("m-1", "r-2", STACK, "Seed", URL).runId(),
              request("m-1", "r-1", STACK + "x", "Seed", URL).runId(),
              request("m-1", "r-1", STACK, "Seed2", URL).runId(),
              request("m-1", null, STACK, "Seed", URL).runId(),
              request("m-1", "r-1", null, "Seed", URL).runId(),
              request("m-1", "r-1", STACK, null, URL).runId()
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void messageByHandIsKnownByItsMessageId() {
    String first = request("m-1", null, null, null, null).runId();

    assertThat(request("m-1", null, null, null, null).runId()).isEqualTo(first);
    assertThat(request("m-2", null, null, null, null).runId()).isNotEqualTo(first);
    assertThat(request("m-1", "r-1", STACK, "Seed", null).runId())
        .as("what else it says does not matter")
        .isEqualTo(first);
  }

  @Test
  void requestNeverShowsItsUrl() {
    assertThat(request)
        .hasToString("IngestRequest[Create of Seed in " + STACK + "]")
        .asString()
        .doesNotContain("secret");
  }

  // Resources

  @Test
  void requestNamesItsResourceByStackAndLogicalIdTogether() {
    ResourceKey key = ResourceKey.of(request, ORDERS);
    ResourceKey tables = ResourceKey.of(request("m-1", null, null, null, null), ORDERS);

    assertThat(key).isNotEqualTo(tables);
    assertThat(ResourceKey.of(request("m-1", "r-1", null, "Seed", URL), ORDERS)).isEqualTo(tables);
    assertThat(ResourceKey.of(request("m-1", "r-1", STACK, null, URL), ORDERS)).isEqualTo(tables);
  }

  @Test
  void everyRequestOfAResourceHasItsKeyWhateverTheTable() {
    ResourceKey key = ResourceKey.of(request, ORDERS);

    assertThat(ResourceKey.of(request("m-2", "r-2", STACK, "Seed", null), null)).isEqualTo(key);
  }

  @Test
  void twoLogicalIdsInOneStackAreTwoResources() {
    assertThat(ResourceKey.of(request("m-1", "r-1", STACK, "Seed2", URL), ORDERS))
        .isNotEqualTo(ResourceKey.of(request, ORDERS));
  }

  @Test
  void oneLogicalIdInTwoStacksIsTwoResources() {
    assertThat(ResourceKey.of(request("m-1", "r-1", STACK + "1", "Seed", URL), ORDERS))
        .isNotEqualTo(ResourceKey.of(request, ORDERS));
  }

  @Test
  void namesThatRunIntoOneAnotherAreTwoResources() {
    assertThat(ResourceKey.of(request("m-1", "r-1", "ab", "c", URL), ORDERS))
        .isNotEqualTo(ResourceKey.of(request("m-1", "r-1", "a", "bc", URL), ORDERS));
  }

  @Test
  void messageByHandBelongsToAResourceNamedAfterItsTable() {
    ResourceKey key = ResourceKey.of(request("m-1", null, null, null, null), ORDERS);

    assertThat(ResourceKey.of(request("m-2", null, STACK, null, null), ORDERS)).isEqualTo(key);
    assertThat(ResourceKey.of(request, ORDERS)).isNotEqualTo(key);
    assertThat(
            ResourceKey.of(request("m-1", null, null, null, null), TableArn.parse("others", TOPIC)))
        .isNotEqualTo(key);
  }

  @Test
  void messageByHandWithoutAUsableTableIsByItself() {
    ResourceKey key = ResourceKey.of(request("m-1", null, null, null, null), null);

    assertThat(ResourceKey.of(request("m-1", null, null, null, null), null)).isEqualTo(key);
    assertThat(ResourceKey.of(request("m-2", null, null, null, null), null)).isNotEqualTo(key);
  }

  // Physical resources

  @Test
  void physicalIdNamesStackLogicalIdAndTable() {
    assertThat(PhysicalResourceIds.of(request, ORDERS))
        .matches("stackseed:51af3dc0:Seed:[0-9a-f]{32}");
  }

  @Test
  void physicalIdIsTheSameForATableNamedInTwoWays() {
    TableArn byArn = TableArn.parse("arn:aws:dynamodb:us-east-1:123456789012:table/orders", TOPIC);

    assertThat(PhysicalResourceIds.of(request("m-2", "r-2", STACK, "Seed", null), byArn))
        .isEqualTo(PhysicalResourceIds.of(request, ORDERS));
  }

  @Test
  void physicalIdIsAnotherForAnotherTableStackOrLogicalId() {
    assertThat(
            new String[] {
              PhysicalResourceIds.of(request, ORDERS),
              PhysicalResourceIds.of(request, TableArn.parse("others", TOPIC)),
              PhysicalResourceIds.of(request("m-1", "r-1", STACK + "1", "Seed", URL), ORDERS),
              PhysicalResourceIds.of(request("m-1", "r-1", STACK, "Seed2", URL), ORDERS)
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void physicalIdSaysThatThereIsNoUsableTable() {
    assertThat(PhysicalResourceIds.of(request, null)).isEqualTo("stackseed:51af3dc0:Seed:none");
  }

  @Test
  void physicalIdSaysThatThereIsNoStack() {
    assertThat(PhysicalResourceIds.of(request("m-1", null, null, null, null), null))
        .isEqualTo("stackseed:by-hand:by-hand:none");
  }

  @Test
  void physicalIdOfOursIsKnownFromOneThatCloudFormationMadeUp() {
    assertThat(PhysicalResourceIds.isOurs(PhysicalResourceIds.of(request, ORDERS))).isTrue();
    assertThat(PhysicalResourceIds.isOurs("demo-Seed-1ABCDEF")).isFalse();
    assertThat(PhysicalResourceIds.isOurs("a stackseed:id")).isFalse();
  }

  private static IngestRequest request(
      String messageId,
      @Nullable String requestId,
      @Nullable String stackId,
      @Nullable String logicalResourceId,
      @Nullable String responseUrl) {
    return new IngestRequest(
        TOPIC,
        messageId,
        AT,
        "Create",
        requestId,
        stackId,
        logicalResourceId,
        "Custom::DataIngest",
        null,
        responseUrl,
        null,
        null,
        null);
  }
}
