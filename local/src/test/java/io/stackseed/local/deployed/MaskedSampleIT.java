package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import io.stackseed.local.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Ten per cent of two files that belong together, masked, in two tables of one stack. */
@ExtendWith(EmbeddedAccount.class)
class MaskedSampleIT {
  private static final int CUSTOMERS = 300;
  private static final int ORDERS_EACH = 3;

  private final String name = "masked-" + UUID.randomUUID();
  private IngestStack ingest;

  @BeforeEach
  void upload(IngestStack deployed) {
    ingest = deployed;
    String customers =
        IntStream.range(0, CUSTOMERS)
            .mapToObj(
                i ->
                    ("{\"customerId\":%d,\"contact\":{\"mail\":\"c%d@example.com\","
                            + "\"phone\":\"+41 %d\"}}\n")
                        .formatted(i, i, i))
            .collect(Collectors.joining());
    // As another system writes the same numbers, and as text.
    String orders =
        "orderId,customerId,mail\n"
            + IntStream.range(0, CUSTOMERS * ORDERS_EACH)
                .mapToObj(
                    i -> "o%d,%d.0,c%d@example.com\n".formatted(i, i % CUSTOMERS, i % CUSTOMERS))
                .collect(Collectors.joining());
    ingest.upload(name + "-customers.jsonl", customers.getBytes(UTF_8));
    ingest.upload(name + "-orders.csv", orders.getBytes(UTF_8));
  }

  @AfterEach
  void deleteStack() {
    if (ingest.cloudFormation().stack(name).isPresent()) {
      assertThat(ingest.cloudFormation().delete(name).reason()).isEmpty();
    }
  }

  @Test
  void whatBelongsTogetherIsThereTogetherAndNobodyIsRecognised() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    Stack stack = ingest.cloudFormation().create(name, template(), Map.of());

    assertThat(stack.status()).as(stack.reason()).isEqualTo(StackStatus.CREATE_COMPLETE);
    List<Map<String, AttributeValue>> customers = items(stack, "Customers");
    List<Map<String, AttributeValue>> orders = items(stack, "Orders");
    assertThat(customers).hasSizeBetween(10, 60);
    assertThat(orders).hasSize(ORDERS_EACH * customers.size());
    assertThat(stack.output("CustomersWritten")).isEqualTo(Integer.toString(customers.size()));
    assertThat(stack.output("CustomersSampledOut"))
        .isEqualTo(Integer.toString(CUSTOMERS - customers.size()));

    Set<String> ids =
        customers.stream().map(item -> item.get("customerId").n()).collect(Collectors.toSet());
    assertThat(orders).allSatisfy(order -> assertThat(ids).contains(order.get("customerId").n()));
    assertThat(orders.stream().collect(Collectors.groupingBy(order -> order.get("customerId").n())))
        .hasSize(ids.size())
        .allSatisfy((id, ofOne) -> assertThat(ofOne).hasSize(ORDERS_EACH));
    assertThat(mails(customers))
        .isEqualTo(orders.stream().map(order -> order.get("mail").s()).collect(Collectors.toSet()));
    assertThat(expectedMails()).containsAll(mails(customers));
    assertThat(customers + "" + orders).doesNotContain("@example.com", "phone", "+41");
    assertThat(customers)
        .allSatisfy(
            item -> {
              assertThat(item.get("contact").m().get("verified").bool()).isFalse();
              assertThat(Instant.ofEpochSecond(Long.parseLong(item.get("expiresAt").n())))
                  .isBetween(
                      before.plus(Duration.ofDays(30)).minusSeconds(1),
                      Instant.now().plus(Duration.ofDays(30)));
            })
        .extracting(item -> item.get("expiresAt"))
        .containsOnly(customers.get(0).get("expiresAt"));
  }

  private static Set<String> mails(List<Map<String, AttributeValue>> customers) {
    return customers.stream()
        .map(item -> item.get("contact").m().get("mail").s())
        .collect(Collectors.toSet());
  }

  /** As anybody who has the key computes them. */
  private static Set<String> expectedMails() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(IngestStack.HASH_KEY.getBytes(UTF_8), "HmacSHA256"));
    return IntStream.range(0, CUSTOMERS)
        .mapToObj(i -> "c%d@example.com".formatted(i))
        .map(mail -> HexFormat.of().formatHex(mac.doFinal(mail.getBytes(UTF_8))))
        .collect(Collectors.toSet());
  }

  private List<Map<String, AttributeValue>> items(Stack stack, String table) {
    return ingest
        .services()
        .dynamoDb()
        .scanPaginator(scan -> scan.tableName(stack.physicalId(table)).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  private Template template() {
    return Template.parse(
        """
        Resources:
          Customers:
            Type: AWS::DynamoDB::Table
            Properties:
              BillingMode: PAY_PER_REQUEST
              AttributeDefinitions: [{AttributeName: customerId, AttributeType: "N"}]
              KeySchema: [{AttributeName: customerId, KeyType: HASH}]
          Orders:
            Type: AWS::DynamoDB::Table
            Properties:
              BillingMode: PAY_PER_REQUEST
              AttributeDefinitions: [{AttributeName: orderId, AttributeType: S}]
              KeySchema: [{AttributeName: orderId, KeyType: HASH}]
          CustomersSeed:
            Type: Custom::DataIngest
            Properties:
              ServiceToken: %1$s
              TargetTable: !Ref Customers
              DataIngestFile: %2$s-customers.jsonl
              SamplePercent: 10
              Remove: [contact.phone]
              Hash: [customerId, contact.mail]
              Set:
                expiresAt: now+P30D
                contact.verified: {BOOL: false}
          OrdersSeed:
            Type: Custom::DataIngest
            Properties:
              ServiceToken: %1$s
              TargetTable: !Ref Orders
              DataIngestFile: %2$s-orders.csv
              CsvTypes: {customerId: "N"}
              SamplePercent: 10
              SampleBy: customerId
              Hash: [customerId, mail, orderId]
        Outputs:
          CustomersWritten:
            Value: !GetAtt CustomersSeed.ItemsWritten
          CustomersSampledOut:
            Value: !GetAtt CustomersSeed.ItemsSampledOut
        """
            .formatted(ingest.topicArn(), name));
  }
}
