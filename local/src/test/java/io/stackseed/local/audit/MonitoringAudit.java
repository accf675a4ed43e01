package io.stackseed.local.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.local.template.Resource;
import io.stackseed.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds alarms and dashboard to the metrics that are emitted, with their dimensions, and to the
 * document that says what to do. An alarm on a metric that nobody emits is never raised, or always.
 */
final class MonitoringAudit {
  private static final String NAMESPACE = "Stackseed";
  private static final String STACK = "IngestStack";
  private static final String TABLE = "TargetTable";

  private static final Set<Set<String>> BY_STACK = Set.of(Set.of(STACK));
  private static final Set<Set<String>> BY_TABLE_TOO = Set.of(Set.of(STACK), Set.of(STACK, TABLE));

  /** What the functions emit, with the sets of dimensions of each. */
  static final Map<String, Set<Set<String>>> EMITTED =
      Arrays.stream(Metric.values())
          .collect(
              Collectors.toMap(
                  Metric::wireName, metric -> metric.isOfTable() ? BY_TABLE_TOO : BY_STACK));

  /**
   * What the services emit of resources, by namespace and dimension: the type of the resource, and
   * the metrics that are used here (<a
   * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html">AWS
   * services that publish CloudWatch metrics</a>).
   */
  private static final Map<String, Set<String>> OF_SERVICES =
      Map.of(
          "AWS/SQS QueueName AWS::SQS::Queue",
          Set.of(
              "ApproximateAgeOfOldestMessage",
              "ApproximateNumberOfMessagesVisible",
              "ApproximateNumberOfMessagesNotVisible"),
          "AWS/Lambda FunctionName AWS::Lambda::Function",
          Set.of("Errors", "Throttles", "Duration", "ConcurrentExecutions"),
          "AWS/DynamoDB TableName AWS::DynamoDB::Table",
          Set.of("ConsumedWriteCapacityUnits"));

  private static final Path OPERATIONS = Path.of("../docs/OPERATIONS.md");

  private static final Pattern SECTION = Pattern.compile("docs/OPERATIONS\\.md#([a-z-]+)$");

  private static final Pattern SEARCH =
      Pattern.compile(
          "SEARCH\\('\\{Stackseed,IngestStack,TargetTable} MetricName=\"(\\w+)\""
              + " IngestStack=\"\\$\\{AWS::StackName}\"', '\\w+', 60\\)");

  private static final JsonMapper JSON = new JsonMapper();

  private final TemplateView template;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> shown = new HashSet<>();

  private MonitoringAudit(TemplateView template) {
    this.template = template;
  }

  static List<String> problems(TemplateView template) {
    MonitoringAudit audit = new MonitoringAudit(template);
    template.ofType("AWS::CloudWatch::Alarm").forEach(audit::checkAlarm);
    audit.checkSections();
    template.ofType("AWS::SQS::Queue").forEach(audit::checkDeadLetters);
    template.ofType("AWS::CloudWatch::Dashboard").forEach(audit::checkDashboard);
    return audit.problems;
  }

  private void checkAlarm(Resource alarm) {
    String name = alarm.logicalId();
    JsonNode properties = alarm.properties();
    if (properties.has("MetricName")) {
      checkMetric(name, properties);
    }
    for (JsonNode metric : properties.path("Metrics")) {
      if (metric.has("MetricStat")) {
        checkMetric(name, metric.path("MetricStat").path("Metric"));
      }
    }
    for (String actions : List.of("AlarmActions", "OKActions")) {
      if (!properties.path(actions).toString().contains("AlarmTopicArn")) {
        problems.add("%s: %s do not tell AlarmTopicArn".formatted(name, actions));
      }
    }
  }

  private void checkMetric(String where, JsonNode metric) {
    List<String> dimensions = new ArrayList<>();
    for (JsonNode dimension : metric.path("Dimensions")) {
      dimensions.add(dimension.path("Name").asText());
      dimensions.add(dimension.path("Value").toString());
    }
    checkMetric(
        where, metric.path("Namespace").asText(), metric.path("MetricName").asText(), dimensions);
  }

  /**
   * @param dimensions names and values in turn, the values as they stand in the template
   */
  private void checkMetric(String where, String namespace, String name, List<String> dimensions) {
    if (!namespace.equals(NAMESPACE)) {
      checkServiceMetric(where, namespace, name, dimensions);
      return;
    }
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < dimensions.size(); i += 2) {
      names.add(dimensions.get(i));
    }
    if (!EMITTED.getOrDefault(name, Set.of()).contains(names)) {
      problems.add("%s: nobody emits %s with the dimensions %s".formatted(where, name, names));
    }
    int stack = dimensions.indexOf(STACK);
    if (stack >= 0 && !dimensions.get(stack + 1).contains("AWS::StackName")) {
      problems.add("%s: %s is not of this stack".formatted(where, name));
    }
  }

  private void checkServiceMetric(
      String where, String namespace, String name, List<String> dimensions) {
    Set<String> ids = template.logicalIds(dimensions.get(1));
    String type =
        ids.size() == 1
            ? template.template().resources().get(ids.iterator().next()).type()
            : "nothing";
    String what = "%s %s %s".formatted(namespace, dimensions.get(0), type);
    if (dimensions.size() != 2 || !OF_SERVICES.getOrDefault(what, Set.of()).contains(name)) {
      problems.add("%s: there is no metric %s of %s".formatted(where, name, what));
    }
  }

  /** Each alarm has its section, and each section its alarm. */
  private void checkSections() {
    Set<String> sections = sections();
    Set<String> named = new TreeSet<>();
    for (Resource alarm : template.ofType("AWS::CloudWatch::Alarm")) {
      String description = alarm.properties().path("AlarmDescription").asText();
      Matcher section = SECTION.matcher(description);
      if (!section.find()) {
        problems.add("%s: its description names no section".formatted(alarm.logicalId()));
      } else if (!sections.contains(section.group(1)) || !named.add(section.group(1))) {
        problems.add(
            "%s: the section %s is not there, or another alarm's"
                .formatted(alarm.logicalId(), section.group(1)));
      }
    }
    sections.removeAll(named);
    sections.forEach(section -> problems.add("no alarm points at the section " + section));
  }

  /** The anchors under the heading "Alarms". */
  private static Set<String> sections() {
    String text;
    try {
      text = Files.readString(OPERATIONS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String alarms = text.replaceFirst("(?s)^.*?\n## Alarms\n", "").replaceFirst("(?s)\n## .*$", "");
    return Pattern.compile("(?m)^### (.*)$")
        .matcher(alarms)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A queue of what was given up, on which nobody works, has an alarm. */
  private void checkDeadLetters(Resource queue) {
    String name = queue.logicalId();
    boolean isEnd =
        template.ofType("AWS::Lambda::EventSourceMapping").stream()
            .noneMatch(
                mapping -> template.refersTo(mapping.properties().path("EventSourceArn"), name));
    boolean watched =
        template.ofType("AWS::CloudWatch::Alarm").stream()
            .anyMatch(alarm -> template.refersTo(alarm.properties().path("Dimensions"), name));
    if (isEnd && !watched) {
      problems.add("%s: nobody is told of what ends here".formatted(name));
    }
  }

  private void checkDashboard(Resource dashboard) {
    JsonNode body;
    try {
      body = JSON.readTree(dashboard.properties().path("DashboardBody").path("Fn::Sub").asText());
    } catch (JsonProcessingException e) {
      problems.add(dashboard.logicalId() + " is no JSON: " + e.getOriginalMessage());
      return;
    }
    String alarms = "";
    for (JsonNode widget : body.path("widgets")) {
      JsonNode properties = widget.path("properties");
      alarms += properties.path("alarms");
      for (JsonNode row : properties.path("metrics")) {
        checkRow("the widget '%s'".formatted(properties.path("title").asText()), row);
      }
    }
    for (String metric : new TreeSet<>(EMITTED.keySet())) {
      if (!shown.contains(metric)) {
        problems.add("the dashboard does not show " + metric);
      }
    }
    for (Resource alarm : template.ofType("AWS::CloudWatch::Alarm")) {
      if (!alarms.contains("${" + alarm.logicalId() + ".Arn}")) {
        problems.add("the dashboard does not show " + alarm.logicalId());
      }
    }
  }

  private void checkRow(String where, JsonNode row) {
    String expression = row.path(row.size() - 1).path("expression").asText();
    if (!expression.isEmpty()) {
      checkExpression(where, expression);
      return;
    }
    List<String> texts = new ArrayList<>();
    row.forEach(
        element -> {
          if (element.isTextual()) {
            texts.add(element.textValue());
          }
        });
    shown.add(texts.get(1));
    checkMetric(where, texts.get(0), texts.get(1), texts.subList(2, texts.size()));
  }

  private void checkExpression(String where, String expression) {
    if (!expression.contains("SEARCH")) {
      return;
    }
    Matcher search = SEARCH.matcher(expression);
    if (!search.matches()) {
      problems.add("%s searches in an unknown way: %s".formatted(where, expression));
      return;
    }
    shown.add(search.group(1));
    checkMetric(
        where, NAMESPACE, search.group(1), List.of(STACK, "${AWS::StackName}", TABLE, "any"));
  }
}
