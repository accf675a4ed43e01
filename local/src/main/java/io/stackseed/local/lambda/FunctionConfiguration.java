package io.stackseed.local.lambda;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A function as its template declares it.
 *
 * @param handler {@code package.Class::method}, or only the class for one of Lambda's two handler
 *     interfaces
 * @param environment the template's variables, nothing of Lambda's own
 * @param reservedConcurrency how many invocations may run at once, the others wait for their turn;
 *     empty for no limit
 */
public record FunctionConfiguration(
    String name,
    String handler,
    Duration timeout,
    int memorySizeMegabytes,
    Map<String, String> environment,
    OptionalInt reservedConcurrency) {

  public FunctionConfiguration {
    environment = Map.copyOf(environment);
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofSeconds(900)) > 0) {
      throw new IllegalArgumentException(
          "Function %s: the Timeout of %d s is not within 1 to 900 s"
              .formatted(name, timeout.toSeconds()));
    }
    if (reservedConcurrency.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "Function %s: ReservedConcurrentExecutions of %d, which stops it, is not supported"
              .formatted(name, reservedConcurrency.getAsInt()));
    }
  }

  /** The environment with what Lambda and the embedded account add to it. */
  Map<String, String> completed(Map<String, String> accountVariables) {
    Map<String, String> variables = new LinkedHashMap<>(environment);
    variables.putAll(accountVariables);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", name);
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memorySizeMegabytes));
    variables.put("_HANDLER", handler);
    return Map.copyOf(variables);
  }
}
