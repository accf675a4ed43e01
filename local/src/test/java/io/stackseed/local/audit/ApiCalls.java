package io.stackseed.local.audit;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The permissions that a handler needs, read from the byte code: what its {@code handleRequest} can
 * reach, through ports to every adapter behind them, down to the calls of SDK clients.
 */
final class ApiCalls {
  private static final String OURS = "io.stackseed.";
  private static final String AWS = "io.stackseed.aws";

  /** The adapters, by what their calls are about. */
  private static final Map<String, String> RESOURCES =
      Map.ofEntries(
          Map.entry("S3SourceObjects", "source"),
          Map.entry("S3RejectReport", "rejects"),
          Map.entry("S3StagingArea", "staging"),
          Map.entry("DynamoDbRunStore", "ProgressTable"),
          Map.entry("DynamoDbWriteSchedule", "ProgressTable"),
          Map.entry("DynamoDbTargetTable", "target"),
          Map.entry("BatchPut", "target"),
          Map.entry("ConditionalPut", "target"),
          Map.entry("SqsChunkQueue", "ChunkQueue"),
          Map.entry("SqsSplitQueue", "SplitQueue"),
          Map.entry("SnsOutcomes", "OutcomeTopic"),
          Map.entry("StoredHashKeys", "hash key"));

  /**
   * IAM's actions by the SDK's methods, and by those of ours that call without it ("Actions,
   * resources, and condition keys").
   */
  private static final Map<String, Set<String>> ACTIONS =
      Map.ofEntries(
          Map.entry("S3Client.headObject", Set.of("s3:GetObject", "s3:GetObjectVersion")),
          Map.entry("S3Client.getObject", Set.of("s3:GetObject", "s3:GetObjectVersion")),
          Map.entry("S3Client.listObjectVersionsPaginator", Set.of("s3:ListBucketVersions")),
          Map.entry("S3Client.putObject", Set.of("s3:PutObject")),
          Map.entry("S3Client.headBucket", Set.of("s3:ListBucket")),
          Map.entry("DynamoDbClient.getItem", Set.of("dynamodb:GetItem")),
          Map.entry("DynamoDbClient.putItem", Set.of("dynamodb:PutItem")),
          Map.entry("DynamoDbClient.updateItem", Set.of("dynamodb:UpdateItem")),
          Map.entry("DynamoDbClient.queryPaginator", Set.of("dynamodb:Query")),
          Map.entry("DynamoDbClient.batchWriteItem", Set.of("dynamodb:BatchWriteItem")),
          Map.entry("DynamoDbClient.describeTable", Set.of("dynamodb:DescribeTable")),
          Map.entry("DynamoDbClient.transactWriteItems", Set.of()),
          Map.entry("TransactWriteItem$Builder.put", Set.of("dynamodb:PutItem")),
          Map.entry("TransactWriteItem$Builder.update", Set.of("dynamodb:UpdateItem")),
          Map.entry(
              "TransactWriteItem$Builder.conditionCheck", Set.of("dynamodb:ConditionCheckItem")),
          Map.entry("SecretStores.getSecretValue", Set.of("secretsmanager:GetSecretValue")),
          Map.entry("SecretStores.getParameter", Set.of("ssm:GetParameter")),
          Map.entry("SnsClient.publish", Set.of("sns:Publish")),
          Map.entry("SqsClient.getQueueAttributes", Set.of("sqs:GetQueueAttributes")),
          Map.entry("SqsClient.sendMessage", Set.of("sqs:SendMessage")),
          Map.entry("SqsClient.sendMessageBatch", Set.of("sqs:SendMessage")),
          Map.entry("SqsClient.changeMessageVisibility", Set.of("sqs:ChangeMessageVisibility")));

  /** Asks an index of the table instead of the table, with the table's action. */
  private static final Map<String, String> ACTIONS_ON_AN_INDEX =
      Map.of("QueryRequest$Builder.indexName", "dynamodb:Query");

  private final JavaClasses classes;

  /**
   * @param classes of the project's main code
   */
  ApiCalls(JavaClasses classes) {
    this.classes = classes;
  }

  /** What the handler needs, as {@code action on resource}. */
  Set<String> neededBy(Class<?> handler) {
    Set<JavaCodeUnit> reachable =
        reachable(
            classes.get(handler).getMethods().stream()
                .filter(method -> method.getName().equals("handleRequest"))
                .toList(),
            unit -> true);
    Set<String> needed = new TreeSet<>();
    RESOURCES.forEach(
        (adapter, resource) ->
            reachable(
                    reachable.stream().filter(unit -> isIn(unit, adapter)).toList(),
                    unit ->
                        unit.getOwner().getPackageName().equals(AWS) && !isInOther(unit, adapter))
                .stream()
                .flatMap(unit -> outgoing(unit))
                .forEach(
                    target -> {
                      actions(target).forEach(action -> needed.add(action + " on " + resource));
                      String onIndex = ACTIONS_ON_AN_INDEX.get(call(target));
                      if (onIndex != null) {
                        needed.add(onIndex + " on " + resource + "/index");
                      }
                    }));
    return needed;
  }

  /** Follows calls, method references and, from an interface, every implementation. */
  private static Set<JavaCodeUnit> reachable(
      Collection<? extends JavaCodeUnit> from, Predicate<JavaCodeUnit> within) {
    Set<JavaCodeUnit> seen = new LinkedHashSet<>(from);
    Deque<JavaCodeUnit> next = new ArrayDeque<>(from);
    while (!next.isEmpty()) {
      outgoing(next.pop())
          .flatMap(ApiCalls::resolved)
          .filter(within)
          .filter(seen::add)
          .forEach(next::push);
    }
    return seen;
  }

  private static Stream<? extends CodeUnitAccessTarget> outgoing(JavaCodeUnit unit) {
    return Stream.concat(
            unit.getCallsFromSelf().stream(), unit.getCodeUnitReferencesFromSelf().stream())
        .map(JavaCodeUnitAccess::getTarget);
  }

  /**
   * The method itself, and those of ours that override it: also one of the JDK's, as a stream's.
   */
  private static Stream<JavaCodeUnit> resolved(CodeUnitAccessTarget target) {
    return Stream.concat(target.resolveMember().stream(), overriding(target))
        .filter(unit -> unit.getOwner().getName().startsWith(OURS));
  }

  private static Stream<JavaCodeUnit> overriding(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    if (owner.isEquivalentTo(Object.class) || target.getName().equals("<init>")) {
      return Stream.empty();
    }
    String[] parameters =
        target.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    return owner.getAllSubclasses().stream()
        .flatMap(subclass -> subclass.tryGetMethod(target.getName(), parameters).stream());
  }

  private static boolean isIn(JavaCodeUnit unit, String simpleName) {
    String name = unit.getOwner().getName();
    return name.equals(AWS + "." + simpleName) || name.startsWith(AWS + "." + simpleName + "$");
  }

  private static boolean isInOther(JavaCodeUnit unit, String adapter) {
    return RESOURCES.keySet().stream()
        .anyMatch(other -> !other.equals(adapter) && isIn(unit, other));
  }

  private static Set<String> actions(CodeUnitAccessTarget target) {
    String call = call(target);
    Set<String> actions = ACTIONS.get(call);
    boolean isClient =
        Arrays.asList("S3Client", "DynamoDbClient", "SnsClient", "SqsClient")
            .contains(target.getOwner().getSimpleName());
    if (actions == null && isClient) {
      throw new IllegalStateException("which action does " + call + " need? Name it in ACTIONS");
    }
    return actions == null ? Set.of() : actions;
  }

  private static String call(CodeUnitAccessTarget target) {
    String owner = target.getOwner().getName();
    return owner.substring(owner.lastIndexOf('.') + 1) + "." + target.getName();
  }

  static String sorted(Collection<String> values) {
    return values.stream().sorted().collect(Collectors.joining("\n  ", "\n  ", ""));
  }
}
