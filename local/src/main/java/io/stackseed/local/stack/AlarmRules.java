package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What CloudWatch refuses of an alarm (<a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html">PutMetricAlarm</a>).
 * It is not raised here: nobody keeps metrics.
 */
final class AlarmRules {

  static final PropertyNames PROPERTIES =
      PropertyNames.honouring(
              "AlarmName",
              "ComparisonOperator",
              "DatapointsToAlarm",
              "Dimensions",
              "EvaluationPeriods",
              "ExtendedStatistic",
              "MetricName",
              "Metrics",
              "Namespace",
              "Period",
              "Statistic",
              "Threshold",
              "TreatMissingData")
          .ignoring(
              "AlarmDescription",
              "ActionsEnabled",
              "AlarmActions",
              "OKActions",
              "InsufficientDataActions",
              "Tags",
              "Unit");

  private static final Set<String> OPERATORS =
      Set.of(
          "GreaterThanThreshold",
          "GreaterThanOrEqualToThreshold",
          "LessThanThreshold",
          "LessThanOrEqualToThreshold");

  private static final Set<String> MISSING_DATA =
      Set.of("breaching", "notBreaching", "ignore", "missing");

  /** What belongs to an alarm on one metric, and to none on an expression. */
  private static final List<String> OF_ONE_METRIC =
      List.of("Namespace", "Dimensions", "Period", "Statistic", "ExtendedStatistic");

  private static final long DAY_SECONDS = 86_400;

  private AlarmRules() {}

  static void check(ResourceRequest alarm) {
    requireOneOf("ComparisonOperator", alarm.required("ComparisonOperator"), OPERATORS);
    requireOneOf(
        "TreatMissingData", alarm.optional("TreatMissingData").orElse("missing"), MISSING_DATA);
    requireNumber(alarm.required("Threshold"));
    alarm.required("EvaluationPeriods");
    long periods = alarm.number("EvaluationPeriods", 0);
    long datapoints = alarm.number("DatapointsToAlarm", periods);
    if (periods < 1 || datapoints < 1 || datapoints > periods) {
      throw new ResourceFailedException(
          "%d datapoints of %d periods cannot raise an alarm".formatted(datapoints, periods));
    }
    if (alarm.property("MetricName").isMissingNode() == alarm.property("Metrics").isMissingNode()) {
      throw new ResourceFailedException("An alarm is on one of MetricName and Metrics");
    }
    if (alarm.property("Metrics").isMissingNode()) {
      checkMetric(alarm, periods);
    } else {
      checkMetrics(alarm, periods);
    }
  }

  private static void checkMetric(ResourceRequest alarm, long periods) {
    alarm.required("Namespace");
    alarm.required("Period");
    if (alarm.property("Statistic").isMissingNode()
        == alarm.property("ExtendedStatistic").isMissingNode()) {
      throw new ResourceFailedException("An alarm has one of Statistic and ExtendedStatistic");
    }
    checkPeriod(alarm.number("Period", 0), periods);
    checkDimensions(alarm.property("Dimensions"));
  }

  private static void checkMetrics(ResourceRequest alarm, long periods) {
    for (String name : OF_ONE_METRIC) {
      if (!alarm.property(name).isMissingNode()) {
        throw new ResourceFailedException("An alarm on Metrics has no " + name);
      }
    }
    Set<String> ids = new HashSet<>();
    int returned = 0;
    for (JsonNode metric : alarm.property("Metrics")) {
      String id = metric.path("Id").asText();
      if (!id.matches("[a-z][a-zA-Z0-9_]*") || !ids.add(id)) {
        throw new ResourceFailedException(
            "Metrics: '%s' is no Id, or that of another".formatted(id));
      }
      JsonNode stat = metric.path("MetricStat");
      if (stat.isMissingNode() == metric.path("Expression").isMissingNode()) {
        throw new ResourceFailedException(
            "Metrics: %s has one of MetricStat and Expression".formatted(id));
      }
      if (!stat.isMissingNode()) {
        checkPeriod(stat.path("Period").asLong(), periods);
        checkDimensions(stat.path("Metric").path("Dimensions"));
      }
      returned += metric.path("ReturnData").asBoolean(true) ? 1 : 0;
    }
    if (returned != 1) {
      throw new ResourceFailedException(
          "Metrics: %d of them return data, not one".formatted(returned));
    }
  }

  private static void checkPeriod(long seconds, long periods) {
    boolean allowed = Set.of(10L, 20L, 30L).contains(seconds) || (seconds > 0 && seconds % 60 == 0);
    if (!allowed || seconds * periods > DAY_SECONDS) {
      throw new ResourceFailedException(
          "%d periods of %d s are not supported".formatted(periods, seconds));
    }
  }

  private static void checkDimensions(JsonNode dimensions) {
    for (JsonNode dimension : dimensions) {
      if (dimension.path("Name").asText().isEmpty() || dimension.path("Value").asText().isEmpty()) {
        throw new ResourceFailedException("A dimension has a Name and a Value: " + dimension);
      }
    }
  }

  private static void requireOneOf(String property, String value, Set<String> allowed) {
    if (!allowed.contains(value)) {
      throw new ResourceFailedException("%s '%s' is not supported".formatted(property, value));
    }
  }

  private static void requireNumber(String threshold) {
    try {
      Double.parseDouble(threshold);
    } catch (NumberFormatException e) {
      throw new ResourceFailedException("Threshold: '" + threshold + "' is not a number");
    }
  }
}
