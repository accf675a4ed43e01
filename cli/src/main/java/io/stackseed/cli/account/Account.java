package io.stackseed.cli.account;

import io.stackseed.run.RunDirectory;
import io.stackseed.run.RunStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;

/** The services of an account that commands call, in one region and with one identity. */
public interface Account extends AutoCloseable {

  /**
   * What a stack says of itself, by the outputs' names.
   *
   * @throws AccountException if there is no such stack, or it may not be looked at
   */
  Map<String, String> outputs(String stackName);

  RunStore runs(String progressTable);

  RunDirectory directory(String progressTable);

  /** Publishes a message and returns its MessageId. */
  String publish(String topicArn, String message);

  /**
   * Uploads a file; a large one in parts, of which nothing is left if it fails.
   *
   * @param sentBytes told how many bytes are sent by now, from several threads, one at a time
   */
  void upload(Path file, String bucket, String key, LongConsumer sentBytes) throws IOException;

  /** An object's bytes. */
  InputStream read(String bucket, String key);

  @Override
  void close();
}
