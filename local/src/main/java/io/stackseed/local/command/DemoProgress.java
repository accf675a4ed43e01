package io.stackseed.local.command;

import io.stackseed.aws.AwsServices;
import io.stackseed.cli.output.RunBar;
import io.stackseed.local.stack.StackEvent;
import io.stackseed.local.stack.StackListener;
import io.stackseed.run.RunStore;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

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
  private final RunBar bar = new RunBar();

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
    RunStore runs = AwsServices.runStore(dynamoDb, progressTable);
    runs.openRuns().stream().findFirst().ifPresent(run -> bar.show(runs.progress(run), 0));
  }

  @Override
  public void close() {
    bar.close();
  }
}
