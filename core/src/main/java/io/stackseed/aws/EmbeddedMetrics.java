package io.stackseed.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.stackseed.metric.Metric;
import io.stackseed.metric.Metrics;
import io.stackseed.time.Time;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.cloudwatchlogs.emf.exception.DimensionSetExceededException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidDimensionException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidMetricException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidNamespaceException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidTimestampException;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.model.Unit;

/**
 * Metrics as lines of the function's log in CloudWatch's <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>: no call is made, and none can fail.
 */
final class EmbeddedMetrics implements Metrics {
  static final String NAMESPACE = "Stackseed";

  /** The dimension that every metric has: metrics of two ingest stacks stay apart. */
  static final String INGEST_STACK = "IngestStack";

  /** With the other, in a set of its own, where a metric is about a table. */
  static final String TARGET_TABLE = "TargetTable";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMetrics.class);

  private final PrintStream log;
  private final String ingestStack;
  private final Time time;

  /**
   * @param log each line of which becomes an event of the function's log
   */
  EmbeddedMetrics(PrintStream log, String ingestStack, Time time) {
    this.log = log;
    this.ingestStack = ingestStack;
    this.time = time;
  }

  @Override
  public void emit(@Nullable String table, Map<Metric, Double> measured) {
    if (measured.isEmpty()) {
      return;
    }
    try {
      MetricsContext context = new MetricsContext();
      context.setNamespace(NAMESPACE);
      context.setTimestamp(time.now());
      DimensionSet ofStack = DimensionSet.of(INGEST_STACK, ingestStack);
      if (table == null) {
        context.setDimensions(ofStack);
      } else {
        context.setDimensions(
            ofStack, DimensionSet.of(INGEST_STACK, ingestStack, TARGET_TABLE, table));
      }
      for (Map.Entry<Metric, Double> each : measured.entrySet()) {
        Metric metric = each.getKey();
        context.putMetric(metric.wireName(), each.getValue(), unit(metric));
      }
      context.serialize().forEach(log::println);
    } catch (InvalidNamespaceException
        | InvalidTimestampException
        | InvalidDimensionException
        | InvalidMetricException
        | DimensionSetExceededException
        | JsonProcessingException e) {
      LOG.warn("Metrics of {} are lost", measured.keySet(), e);
    }
  }

  private static Unit unit(Metric metric) {
    return switch (metric.unit()) {
      case COUNT -> Unit.COUNT;
      case BYTES -> Unit.BYTES;
      case SECONDS -> Unit.SECONDS;
    };
  }
}
