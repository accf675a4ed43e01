package io.stackseed.cli.account;

import io.stackseed.request.TopicArn;
import io.stackseed.run.RunDirectory;
import io.stackseed.run.RunStore;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ingest stack that a command is about. Its parts are asked for when they are first needed: a
 * command needs no name of a part that it does not use.
 */
public final class Ingest implements AutoCloseable {
  private final Account account;
  private final Names names;
  private @Nullable Map<String, String> outputs;
  private @Nullable RunStore runs;

  /**
   * What options and variables name.
   *
   * @param usage makes what is thrown if they do not name enough
   */
  record Names(
      @Nullable String stack,
      @Nullable String topicArn,
      @Nullable String bucket,
      @Nullable String progressTable,
      Function<String, ? extends RuntimeException> usage) {}

  Ingest(Account account, Names names) {
    this.account = account;
    this.names = names;
  }

  public Account account() {
    return account;
  }

  public TopicArn topic() {
    return TopicArn.parse(named(names.topicArn(), "--topic-arn", "IngestTopicArn"));
  }

  public String bucket() {
    return named(names.bucket(), "--bucket", "IngestBucketName");
  }

  public RunStore runs() {
    if (runs == null) {
      runs = account.runs(progressTable());
    }
    return runs;
  }

  public RunDirectory directory() {
    return account.directory(progressTable());
  }

  private String progressTable() {
    return named(names.progressTable(), "--progress-table", "ProgressTableName");
  }

  private String named(@Nullable String given, String option, String output) {
    if (given != null) {
      return given;
    }
    if (names.stack() == null) {
      throw names
          .usage()
          .apply(
              "Which ingest stack? Give --stack, set STACKSEED_STACK, or give %s."
                  .formatted(option));
    }
    if (outputs == null) {
      outputs = account.outputs(names.stack());
    }
    String value = outputs.get(output);
    if (value == null) {
      throw new AccountException(
          "--stack: %s has no output %s, so it is no ingest stack, or is not complete. Give %s."
              .formatted(names.stack(), output, option));
    }
    return value;
  }

  @Override
  public void close() {
    account.close();
  }
}
