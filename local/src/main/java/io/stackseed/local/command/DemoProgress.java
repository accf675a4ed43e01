package io.stackseed.local.command;

import io.stackseed.local.stack.StackEvent;
import io.stackseed.local.stack.StackListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a person sees while the stack is created: its events, and on a terminal a bar of chunks. All
 * of it goes to standard error, so that standard output is the result alone.
 */
final class DemoProgress implements StackListener, AutoCloseable {
  private final PrintStream err = System.err;
  private final boolean quiet;

  /** The script knows whether standard error is a terminal; Java does not. */
  private final boolean terminal = Boolean.getBoolean("stackseed.terminal");

  private @Nullable DynamoDbClient dynamoDb;
  private @Nullable String progressTable;
  private @Nullable ProgressBar bar;

  /**
   * @param quiet true if nobody watches
   */
  DemoProgress(boolean quiet) {
    this.quiet = quiet;
  }

  void say(String line) {
    if (!quiet) {
      err.println(line);
    }
  }

  /** From now on the bar follows this progress table. */
  void watch(DynamoDbClient client, String tableName) {
    dynamoDb = client;
    progressTable = tableName;
  }

  @Override
  public void resourceEvent(StackEvent event) {
    if (progressTable != null) {
      close();
      say("  %-18s %-24s %s".formatted(event.status(), event.logicalId(), event.type()));
    }
  }

  @Override
  public void waiting(String stackName, String logicalId, Duration elapsed) {
    if (quiet || !terminal || dynamoDb == null || progressTable == null) {
      return;
    }
    dynamoDb
        .scanPaginator(
            request ->
                request
                    .tableName(progressTable)
                    .filterExpression("sk = :progress")
                    .expressionAttributeValues(
                        Map.of(":progress", AttributeValue.fromS("PROGRESS"))))
        .items()
        .stream()
        .findFirst()
        .ifPresent(
            item ->
                show(
                    number(item, "doneChunks"),
                    number(item, "totalChunks"),
                    number(item, "itemsWritten")));
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }

  private void show(long doneChunks, long totalChunks, long itemsWritten) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("  loading")
              .setUnit(" chunks", 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setInitialMax(totalChunks)
              .build();
    }
    bar.maxHint(totalChunks);
    bar.stepTo(doneChunks);
    bar.setExtraMessage("%,d items".formatted(itemsWritten));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
