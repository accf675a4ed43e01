package io.stackseed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.lambda.Crashes;
import io.stackseed.local.lambda.FunctionUsage;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Invocations that die, and what is left of them. Messages come back after a second here, once. */
@ExtendWith(EmbeddedAccount.class)
class CrashesIT {

  private final String name = "crashes-" + UUID.randomUUID();
  private EmbeddedServices services;
  private CloudFormation cloudFormation;
  private Stack stack;

  @BeforeEach
  void deploy(EmbeddedServices embedded, CloudFormation stackMaker) {
    services = embedded;
    cloudFormation = stackMaker;
    stack = cloudFormation.create(name, Templates.template("pipeline.yaml"), Map.of()).orThrow();
  }

  @AfterEach
  void deleteStack() {
    cloudFormation.delete(name).orThrow();
  }

  @Test
  void theMessageOfADeadInvocationIsLeftToItsVisibility() throws Exception {
    AtomicInteger invocations = new AtomicInteger();
    crash(event -> invocations.incrementAndGet() == 1 ? OptionalInt.of(0) : OptionalInt.empty());

    send("once");

    Await.until("the item", () -> items().contains("once"));
    assertThat(receives("once")).isEqualTo("2");
    assertThat(usage().crashes()).isEqualTo(1);
    assertThat(usage().environments()).isEqualTo(2);
  }

  @Test
  void whatADeadInvocationHadDoneStaysAndWhatItsFinallyBlocksDoHasNoEffect() throws Exception {
    crash(event -> OptionalInt.of(1));

    send("stubborn");

    Await.until("the dead letter", this::hasDeadLetter);
    Await.until("two deaths", () -> usage().crashes() == 2);
    assertThat(items()).containsExactly("stubborn");
  }

  @Test
  void anInvocationThatDiesBeforeItsFirstCallLeavesNothing() throws Exception {
    crash(event -> OptionalInt.of(0));

    send("stubborn");

    Await.until("the dead letter", this::hasDeadLetter);
    Await.until("two deaths", () -> usage().crashes() == 2);
    assertThat(items()).isEmpty();
  }

  @Test
  void anInvocationThatIsDoneBeforeItsTimeLives() throws Exception {
    crash(event -> OptionalInt.of(3));

    for (int n = 0; n < 3; n++) {
      send("stubborn " + n);
    }

    Await.until("six items", () -> items().size() == 6);
    assertThat(usage().crashes()).isZero();
  }

  private void crash(Crashes crashes) {
    cloudFormation.functions().crash(stack.physicalId("WriterFunction"), crashes);
  }

  private FunctionUsage usage() {
    return cloudFormation.functions().usage(stack.physicalId("WriterFunction"));
  }

  private void send(String body) {
    services.sqs().sendMessage(send -> send.queueUrl(stack.physicalId("Queue")).messageBody(body));
  }

  private boolean hasDeadLetter() {
    return !services
        .sqs()
        .receiveMessage(receive -> receive.queueUrl(stack.output("DeadLetterUrl")))
        .messages()
        .isEmpty();
  }

  private Set<String> items() {
    return services
        .dynamoDb()
        .scan(scan -> scan.tableName(stack.output("Table")).consistentRead(true))
        .items()
        .stream()
        .map(item -> item.get("id").s())
        .collect(Collectors.toSet());
  }

  private String receives(String id) {
    return services
        .dynamoDb()
        .getItem(
            get -> get.tableName(stack.output("Table")).key(Map.of("id", AttributeValue.fromS(id))))
        .item()
        .get("receives")
        .n();
  }
}
