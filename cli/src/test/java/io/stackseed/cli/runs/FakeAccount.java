package io.stackseed.cli.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.cli.account.Account;
import io.stackseed.cli.account.AccountException;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.RunDirectory;
import io.stackseed.run.RunStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** An account in memory, with one ingest stack; what is published is handed to whoever asked. */
final class FakeAccount implements Account {
  static final String STACK = "data-ingest";

  /** Without ever being published twice. */
  static final String MESSAGE_ID = "message-1";

  final InMemoryRunStore runs = new InMemoryRunStore();
  final Map<String, String> objects = new LinkedHashMap<>();
  final List<String> published = new ArrayList<>();
  Consumer<String> subscriber = message -> {};

  @Override
  public Map<String, String> outputs(String stackName) {
    if (!stackName.equals(STACK)) {
      throw new AccountException("--stack: there is no '%s'.".formatted(stackName));
    }
    return Map.of(
        "IngestTopicArn", "arn:aws:sns:us-east-1:123456789012:topic",
        "IngestBucketName", "ingest",
        "ProgressTableName", "progress");
  }

  @Override
  public RunStore runs(String progressTable) {
    return runs;
  }

  @Override
  public RunDirectory directory(String progressTable) {
    return runs;
  }

  @Override
  public String publish(String topicArn, String message) {
    published.add(message);
    subscriber.accept(message);
    return MESSAGE_ID;
  }

  @Override
  public void upload(Path file, String bucket, String key, LongConsumer sentBytes)
      throws IOException {
    objects.put("s3://" + bucket + "/" + key, Files.readString(file));
  }

  @Override
  public InputStream read(String bucket, String key) {
    return new ByteArrayInputStream(
        Objects.requireNonNull(objects.get("s3://" + bucket + "/" + key)).getBytes(UTF_8));
  }

  @Override
  public void close() {}
}
