package io.stackseed.benchmarks.writecpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Programs of the machine, with the account that the stub takes. */
final class Tools {
  private Tools() {}

  static ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_DEFAULT_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "key");
    environment.put("AWS_SESSION_TOKEN", "token");
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    return builder;
  }

  /** The first line that a command prints; empty if it fails or is not there. */
  static String version(String... command) throws InterruptedException {
    try {
      Process process =
          process(List.of(command)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 ? printed.lines().findFirst().orElse("") : "";
    } catch (IOException e) {
      return "";
    }
  }
}
