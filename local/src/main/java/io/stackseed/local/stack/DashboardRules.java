package io.stackseed.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.Set;

/**
 * What CloudWatch refuses of a dashboard (<a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html">Dashboard
 * Body Structure and Syntax</a>). It is not shown here.
 */
final class DashboardRules {

  static final PropertyNames PROPERTIES = PropertyNames.honouring("DashboardName", "DashboardBody");

  private static final JsonMapper JSON = new JsonMapper();

  /** How many columns a dashboard has. */
  private static final int COLUMNS = 24;

  private DashboardRules() {}

  static void check(ResourceRequest dashboard) {
    if (!dashboard.optional("DashboardName").orElse("a").matches("[A-Za-z0-9_-]{1,255}")) {
      throw new ResourceFailedException(
          "DashboardName '%s' is not supported".formatted(dashboard.required("DashboardName")));
    }
    JsonNode widgets = body(dashboard.required("DashboardBody")).path("widgets");
    if (!widgets.isArray()) {
      throw new ResourceFailedException("DashboardBody has no widgets");
    }
    for (int i = 0; i < widgets.size(); i++) {
      String wrong = problem(widgets.get(i));
      if (!wrong.isEmpty()) {
        throw new ResourceFailedException("DashboardBody: widgets[%d] %s".formatted(i, wrong));
      }
    }
  }

  private static JsonNode body(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ResourceFailedException("DashboardBody is no JSON: " + e.getOriginalMessage());
    }
  }

  /** What is wrong with the widget; empty if nothing is. */
  private static String problem(JsonNode widget) {
    int width = widget.path("width").asInt(6);
    if (width < 1
        || widget.path("x").asInt() < 0
        || widget.path("x").asInt() + width > COLUMNS
        || widget.path("height").asInt(6) < 1
        || widget.path("y").asInt() < 0) {
      return "is not within the grid";
    }
    JsonNode properties = widget.path("properties");
    return switch (widget.path("type").asText()) {
      case "text" -> properties.path("markdown").isTextual() ? "" : "has no markdown";
      case "alarm" ->
          properties.path("alarms").path(0).asText().startsWith("arn:") ? "" : "has no alarms";
      case "metric" -> metricProblem(properties);
      default ->
          "is of the type '%s', which is not supported".formatted(widget.path("type").asText());
    };
  }

  private static String metricProblem(JsonNode properties) {
    if (properties.path("region").asText().isEmpty()) {
      return "has no region";
    }
    if (properties.path("metrics").isEmpty()) {
      return "has no metrics";
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode row : properties.path("metrics")) {
      int texts = 0;
      JsonNode options = JSON.createObjectNode();
      for (JsonNode element : row) {
        if (element.isTextual()) {
          texts++;
        } else {
          options = element;
        }
      }
      boolean isMetric = texts >= 2 && texts % 2 == 0;
      boolean isExpression = texts == 0 && options.path("expression").isTextual();
      if (!isMetric && !isExpression) {
        return "has neither a metric nor an expression in " + row;
      }
      if (options.has("id") && !ids.add(options.get("id").asText())) {
        return "has two metrics of the id " + options.get("id").asText();
      }
    }
    return "";
  }
}
