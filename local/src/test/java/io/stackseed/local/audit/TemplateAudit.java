package io.stackseed.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.dispatcher.RequestsHandler;
import io.stackseed.dispatcher.RescueHandler;
import io.stackseed.dispatcher.SplitsHandler;
import io.stackseed.dispatcher.WatchdogHandler;
import io.stackseed.local.template.Resource;
import io.stackseed.local.template.Template;
import io.stackseed.worker.ChunksHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds an ingest template against the code it deploys; says of each slip what it is. Permissions
 * are compared both ways with what the byte code can call ({@link ApiCalls}), variables with what
 * the handlers ask for when they are made, one after the other, and what resources name.
 */
final class TemplateAudit {
  /** The functions there must be. */
  private static final Map<String, Class<?>> HANDLERS =
      Map.of(
          "RequestsFunction", RequestsHandler.class,
          "SplitsFunction", SplitsHandler.class,
          "ChunksFunction", ChunksHandler.class,
          "RescueFunction", RescueHandler.class,
          "WatchdogFunction", WatchdogHandler.class);

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
              "logs:PutLogEvents on ChunksLogGroup"),
          "RescueFunction",
          Set.of(
              "sqs:ReceiveMessage on RequestFailureQueue",
              "sqs:DeleteMessage on RequestFailureQueue",
              "sqs:GetQueueAttributes on RequestFailureQueue",
              "logs:CreateLogStream on RescueLogGroup",
              "logs:PutLogEvents on RescueLogGroup"),
          "WatchdogFunction",
          Set.of(
              "logs:CreateLogStream on WatchdogLogGroup", "logs:PutLogEvents on WatchdogLogGroup"));

  /** What nothing but time sets going. */
  private static final Set<String> SCHEDULED = Set.of("WatchdogFunction");

  private static final Pattern INDEX = Pattern.compile("(\\w+)\\.Arn}/index/([^\"]+)\"");

  private static final Pattern NOT_SET = Pattern.compile("environment variable (\\w+) is not set");

  private static final ApiCalls CALLS = new ApiCalls(MainCode.classes());

  private static final List<String> RESOURCES = resourceTexts();

  /** How long CloudFormation waits for an answer, in seconds. */
  private static final long SERVICE_TIMEOUT = 3600;

  private final TemplateView template;
  private final List<String> problems = new ArrayList<>();

  private TemplateAudit(TemplateView template) {
    this.template = template;
  }

  /** Every slip; none if the template fits. */
  static List<String> problems(Template template) {
    TemplateView view = new TemplateView(template);
    TemplateAudit audit = new TemplateAudit(view);
    HANDLERS.forEach(audit::checkFunction);
    for (Resource function : view.ofType("AWS::Lambda::Function")) {
      if (!HANDLERS.containsKey(function.logicalId())) {
        audit.problems.add(function.logicalId() + " is not audited: name its handler here");
      }
    }
    view.ofType("AWS::SQS::Queue").forEach(audit::checkQueue);
    view.ofType("AWS::SNS::Subscription").forEach(audit::checkSubscription);
    SCHEDULED.forEach(audit::checkScheduled);
    audit.problems.addAll(PolicyAudit.problems(view));
    audit.problems.addAll(ReplacementAudit.problems(view));
    audit.problems.addAll(MonitoringAudit.problems(view));
    return audit.problems;
  }

  private void checkFunction(String function, Class<?> handler) {
    if (!template.has(function)) {
      problems.add(function + " is missing");
      return;
    }
    String declared = template.property(function, "Handler").asText();
    if (!declared.replace("::handleRequest", "").equals(handler.getName())) {
      problems.add(
          "%s: the handler is %s, not %s".formatted(function, declared, handler.getName()));
    }
    checkVariables(function, handler);
    checkRole(function, handler);
  }

  private void checkVariables(String function, Class<?> handler) {
    Set<String> declared = new TreeSet<>();
    template
        .property(function, "Environment")
        .path("Variables")
        .fieldNames()
        .forEachRemaining(declared::add);
    Set<String> variables = new TreeSet<>(declared);
    for (String missing = missing(handler, variables);
        !missing.isEmpty();
        missing = missing(handler, variables)) {
      problems.add("%s: the variable %s is read and not set".formatted(function, missing));
      variables.add(missing);
    }
    for (String variable : declared) {
      Set<String> others = new TreeSet<>(variables);
      others.remove(variable);
      if (missing(handler, others).isEmpty() && !isNamedInResources(variable)) {
        problems.add("%s: the variable %s is set and not read".formatted(function, variable));
      }
    }
  }

  /** Whether what configures a library, as that of the logs, takes a value from the variable. */
  private static boolean isNamedInResources(String variable) {
    Pattern named = Pattern.compile("\\$\\{(env:)?" + variable + "\\b");
    return RESOURCES.stream().anyMatch(text -> named.matcher(text).find());
  }

  /** The texts among the resources of the two jars. */
  private static List<String> resourceTexts() {
    List<String> texts = new ArrayList<>();
    for (String module : List.of("core", "dispatcher", "worker")) {
      Path folder = Path.of("..", module, "src/main/resources");
      if (!Files.exists(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          texts.add(Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  /** The variable for want of which the handler cannot be made; empty if it can be. */
  private static String missing(Class<?> handler, Set<String> variables) {
    Map<String, String> environment = new HashMap<>();
    variables.forEach(name -> environment.put(name, "https://localhost/" + name));
    environment.computeIfPresent("TOPIC_ARN", (name, value) -> "arn:aws:sns:r:1:t");
    environment.computeIfPresent("OUTCOME_TOPIC_ARN", (name, value) -> "arn:aws:sns:r:1:o");
    environment.computeIfPresent("LOG_LEVEL", (name, value) -> "INFO");
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_SESSION_TOKEN", "token");
    try {
      Constructor<?> constructor = handler.getDeclaredConstructor(Map.class);
      constructor.setAccessible(true);
      constructor.newInstance(environment);
      return "";
    } catch (InvocationTargetException e) {
      Matcher notSet = NOT_SET.matcher(String.valueOf(e.getCause().getMessage()));
      if (notSet.matches()) {
        return notSet.group(1);
      }
      throw new IllegalStateException(handler + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(handler + " cannot be made", e);
    }
  }

  private void checkRole(String function, Class<?> handler) {
    Set<String> needed = new TreeSet<>(CALLS.neededBy(handler));
    needed.addAll(LAMBDA_NEEDS.get(function));
    needed.addAll(KmsNeeds.of(needed));
    Set<String> granted = granted(function);
    for (String action : needed) {
      if (!granted.contains(action)) {
        problems.add("the role of %s does not grant %s".formatted(function, action));
      }
    }
    for (String action : granted) {
      if (!needed.contains(action)) {
        problems.add("the role of %s grants %s, which is not called".formatted(function, action));
      }
    }
  }

  /** What the function's role allows, as {@code action on resource}. */
  private Set<String> granted(String function) {
    return grantedBy(template.property(function, "Role"));
  }

  private Set<String> grantedBy(JsonNode roles) {
    Set<String> granted = new TreeSet<>();
    for (String role : template.logicalIds(roles)) {
      for (JsonNode policy : template.property(role, "Policies")) {
        TemplateView.statements(policy.path("PolicyDocument"))
            .forEach(statement -> addGranted(statement, granted));
      }
    }
    return granted;
  }

  private void addGranted(JsonNode statement, Set<String> granted) {
    if (!statement.path("Effect").asText().equals("Allow")) {
      return;
    }
    for (JsonNode action : TemplateView.list(statement.path("Action"))) {
      for (String resource : resources(statement.path("Resource"))) {
        if (KmsNeeds.isKey(resource)) {
          KmsNeeds.services(statement)
              .forEach(service -> granted.add(KmsNeeds.named(action.asText(), resource, service)));
        } else {
          granted.add(action.asText() + " on " + resource);
        }
      }
    }
  }

  private Set<String> resources(JsonNode resource) {
    String text = resource.toString();
    if (text.contains("TargetTablePattern")) {
      return Set.of("target");
    }
    if (text.contains("HashKeyArn")) {
      return Set.of("hash key");
    }
    if (text.contains("DataKmsKeyArn")) {
      return Set.of(KmsNeeds.DATA_KEY);
    }
    if (text.contains("FurtherKmsKeyArns")) {
      return Set.of(KmsNeeds.FURTHER_KEYS);
    }
    for (String folder : List.of("rejects", "staging")) {
      if (text.contains("${IngestBucket.Arn}/" + folder + "/*")) {
        return Set.of(folder);
      }
    }
    if (text.contains("IngestBucket") || text.contains("SourceBucketArns")) {
      return Set.of("source");
    }
    Matcher index = INDEX.matcher(text);
    return index.find()
        ? Set.of(index(index.group(1), index.group(2)))
        : template.logicalIds(resource);
  }

  /** The code says that it asks an index, not which. */
  private String index(String table, String name) {
    if (!template
        .property(table, "GlobalSecondaryIndexes")
        .findValuesAsText("IndexName")
        .contains(name)) {
      problems.add("%s has no index %s".formatted(table, name));
    }
    return table + "/index";
  }

  /** A queue that gives up on messages is one that a function works on. */
  private void checkQueue(Resource queue) {
    String name = queue.logicalId();
    JsonNode redrive = queue.properties().path("RedrivePolicy");
    if (redrive.isMissingNode()) {
      return;
    }
    List<Resource> mappings =
        template.ofType("AWS::Lambda::EventSourceMapping").stream()
            .filter(mapping -> template.refersTo(mapping.properties().path("EventSourceArn"), name))
            .toList();
    if (mappings.size() != 1) {
      problems.add(
          "%s has %d event source mappings, not one: nobody takes its messages"
              .formatted(name, mappings.size()));
      return;
    }
    checkMapping(name, mappings.get(0));
    long visibility = queue.properties().path("VisibilityTimeout").asLong(30);
    long receives = redrive.path("maxReceiveCount").asLong();
    for (String function : template.logicalIds(mappings.get(0).properties().path("FunctionName"))) {
      long timeout = template.property(function, "Timeout").asLong(3);
      if (visibility < 6 * timeout) {
        problems.add(
            "%s: a visibility of %d s is less than six times %s's timeout of %d s"
                .formatted(name, visibility, function, timeout));
      }
    }
    if (receives < 5) {
      problems.add("%s: %d receives are fewer than five".formatted(name, receives));
    }
    if (name.equals("ChunkQueue") && visibility * receives >= SERVICE_TIMEOUT) {
      problems.add(
          "%s: %d receives of %d s do not end within CloudFormation's hour"
              .formatted(name, receives, visibility));
    }
  }

  private void checkMapping(String queue, Resource mapping) {
    JsonNode properties = mapping.properties();
    if (properties.path("BatchSize").asInt(10) != 1) {
      problems.add(
          "%s: batches of %s are fetched from %s, not single messages"
              .formatted(mapping.logicalId(), properties.path("BatchSize").asText("10"), queue));
    }
    if (!properties.path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures")) {
      problems.add(
          "%s does not ReportBatchItemFailures: what fails would be taken for done"
              .formatted(mapping.logicalId()));
    }
  }

  private void checkSubscription(Resource subscription) {
    String name = subscription.logicalId();
    JsonNode topic = subscription.properties().path("TopicArn");
    for (String function : template.logicalIds(subscription.properties().path("Endpoint"))) {
      List<String> permissions =
          template.ofType("AWS::Lambda::Permission").stream()
              .filter(permission -> permits(permission, topic, function))
              .map(Resource::logicalId)
              .toList();
      if (permissions.isEmpty()) {
        problems.add(
            "%s: no AWS::Lambda::Permission lets sns.amazonaws.com invoke %s for its topic"
                .formatted(name, function));
      } else if (permissions.stream().noneMatch(subscription.dependsOn()::contains)) {
        problems.add("%s does not depend on %s".formatted(name, permissions.get(0)));
      }
    }
    if (subscription.properties().path("RedrivePolicy").isMissingNode()) {
      problems.add(name + " has no RedrivePolicy: a request that is refused would be lost");
    }
  }

  private void checkScheduled(String function) {
    List<Resource> schedules =
        template.ofType("AWS::Scheduler::Schedule").stream()
            .filter(schedule -> template.refersTo(target(schedule).path("Arn"), function))
            .toList();
    if (schedules.isEmpty()) {
      problems.add("%s has no schedule: nothing would wake it".formatted(function));
    }
    for (Resource schedule : schedules) {
      if (!grantedBy(target(schedule).path("RoleArn"))
          .contains("lambda:InvokeFunction on " + function)) {
        problems.add(
            "%s: its role does not let it invoke %s".formatted(schedule.logicalId(), function));
      }
      if (target(schedule).path("RetryPolicy").path("MaximumRetryAttempts").asInt(185) != 0) {
        problems.add("%s tries old ticks again".formatted(schedule.logicalId()));
      }
    }
    boolean triesAgain =
        template.ofType("AWS::Lambda::EventInvokeConfig").stream()
            .filter(config -> template.refersTo(config.properties().path("FunctionName"), function))
            .noneMatch(config -> config.properties().path("MaximumRetryAttempts").asInt(2) == 0);
    if (triesAgain) {
      problems.add("%s is tried again when it fails, on an old tick".formatted(function));
    }
  }

  private static JsonNode target(Resource schedule) {
    return schedule.properties().path("Target");
  }

  private boolean permits(Resource permission, JsonNode topic, String function) {
    JsonNode properties = permission.properties();
    return properties.path("Action").asText().equals("lambda:InvokeFunction")
        && properties.path("Principal").asText().equals("sns.amazonaws.com")
        && properties.path("SourceArn").equals(topic)
        && template.refersTo(properties.path("FunctionName"), function);
  }
}
