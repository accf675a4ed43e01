package io.stackseed.local.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.stackseed.dispatcher.RequestsHandler;
import io.stackseed.dispatcher.SplitsHandler;
import io.stackseed.local.template.Template;
import io.stackseed.worker.ChunksHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds templates/ingest.yaml against the code it deploys. */
class TemplateAuditTest {
  private static final Template TEMPLATE = Template.read(Path.of("../templates/ingest.yaml"));
  private static final JavaClasses CLASSES = MainCode.classes();

  /** What Lambda itself needs of a function's role. */
  private static final Map<String, Set<String>> LAMBDA_NEEDS =
      Map.of(
          "RequestsFunction",
          Set.of(
              "sqs:SendMessage on RequestFailureQueue",
              "logs:CreateLogStream on RequestsLogGroup",
              "logs:PutLogEvents on RequestsLogGroup"),
          "SplitsFunction",
          Set.of(
              "sqs:ReceiveMessage on SplitQueue",
              "sqs:DeleteMessage on SplitQueue",
              "sqs:GetQueueAttributes on SplitQueue",
              "logs:CreateLogStream on SplitsLogGroup",
              "logs:PutLogEvents on SplitsLogGroup"),
          "ChunksFunction",
          Set.of(
              "sqs:ReceiveMessage on ChunkQueue",
              "sqs:DeleteMessage on ChunkQueue",
              "sqs:GetQueueAttributes on ChunkQueue",
              "logs:CreateLogStream on ChunksLogGroup",
              "logs:PutLogEvents on ChunksLogGroup"));

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of("RequestsFunction", RequestsHandler.class),
        Arguments.of("SplitsFunction", SplitsHandler.class),
        Arguments.of("ChunksFunction", ChunksHandler.class));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theRoleGrantsWhatTheAdaptersCallAndNothingElse(String function, Class<?> handler) {
    Set<String> needed = new TreeSet<>(new ApiCalls(CLASSES).neededBy(handler));
    needed.addAll(LAMBDA_NEEDS.get(function));

    assertThat(granted(function))
        .as("what the role of %s grants, against what its code calls", function)
        .containsExactlyInAnyOrderElementsOf(needed);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theTemplateNamesTheHandler(String function, Class<?> handler) {
    String declared = property(function, "Handler").asText();

    assertThat(declared.replace("::handleRequest", "")).isEqualTo(handler.getName());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyVariableReadIsSetAndEveryOneSetIsRead(String function, Class<?> handler) {
    Set<String> declared = new TreeSet<>();
    property(function, "Environment")
        .path("Variables")
        .fieldNames()
        .forEachRemaining(declared::add);

    assertThatCode(() -> construct(handler, declared))
        .as("%s made with the template's variables", function)
        .doesNotThrowAnyException();
    for (String variable : declared) {
      Set<String> others = new TreeSet<>(declared);
      others.remove(variable);
      assertThatThrownBy(() -> construct(handler, others))
          .as("%s made without %s", function, variable)
          .hasMessage("environment variable %s is not set", variable);
    }
  }

  private static void construct(Class<?> handler, Set<String> variables) throws Throwable {
    Map<String, String> environment = new HashMap<>();
    variables.forEach(name -> environment.put(name, "https://localhost/" + name));
    environment.computeIfPresent("TOPIC_ARN", (name, value) -> "arn:aws:sns:r:1:t");
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_SESSION_TOKEN", "token");
    Constructor<?> constructor = handler.getDeclaredConstructor(Map.class);
    constructor.setAccessible(true);
    try {
      constructor.newInstance(environment);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What the function's role allows, as {@code action on resource}. */
  private static Set<String> granted(String function) {
    String role = logicalIds(property(function, "Role")).iterator().next();
    Set<String> granted = new TreeSet<>();
    for (JsonNode policy : property(role, "Policies")) {
      for (JsonNode element : policy.path("PolicyDocument").path("Statement")) {
        for (JsonNode statement : branches(element)) {
          if (statement.path("Effect").asText().equals("Allow")) {
            for (JsonNode action : list(statement.path("Action"))) {
              resources(statement.path("Resource"))
                  .forEach(resource -> granted.add(action.asText() + " on " + resource));
            }
          }
        }
      }
    }
    return granted;
  }

  /** A statement, or both sides of a condition over one. */
  private static List<JsonNode> branches(JsonNode element) {
    JsonNode choice = element.path("Fn::If");
    return choice.isMissingNode() ? List.of(element) : List.of(choice.get(1), choice.get(2));
  }

  private static Set<String> resources(JsonNode resource) {
    String text = resource.toString();
    if (text.contains("TargetTablePattern")) {
      return Set.of("target");
    }
    if (text.contains("IngestBucket") || text.contains("SourceBucketArns")) {
      return Set.of("source");
    }
    return logicalIds(resource);
  }

  private static Set<String> logicalIds(JsonNode node) {
    Set<String> ids = new TreeSet<>();
    String text = node.toString();
    TEMPLATE.resources().keySet().stream()
        .filter(id -> text.matches(".*[\"{]" + id + "[\".}].*"))
        .forEach(ids::add);
    return ids;
  }

  private static List<JsonNode> list(JsonNode node) {
    if (!node.isArray()) {
      return List.of(node);
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }

  private static JsonNode property(String logicalId, String name) {
    return TEMPLATE.resources().get(logicalId).properties().path(name);
  }
}
