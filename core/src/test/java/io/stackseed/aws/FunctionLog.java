package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** What a function in Lambda would log, until it is closed. */
public final class FunctionLog implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** With the variable LOG_LEVEL. */
  public FunctionLog(String level) {
    System.setOut(new PrintStream(bytes, true, UTF_8));
    context.reset();
    LogFormat format =
        new LogFormat(Map.of("AWS_LAMBDA_FUNCTION_NAME", "function", "LOG_LEVEL", level));
    format.setContext(context);
    format.configure(context);
  }

  public String text() {
    return bytes.toString(UTF_8);
  }

  /**
   * The lines so far, each as the JSON object that it is.
   *
   * @throws AssertionError if one is none
   */
  public List<JsonNode> lines() {
    List<JsonNode> lines = new ArrayList<>();
    text()
        .lines()
        .forEach(
            line -> {
              try {
                lines.add(MAPPER.readTree(line));
              } catch (JsonProcessingException e) {
                throw new AssertionError(line, e);
              }
            });
    return lines;
  }

  @Override
  public void close() {
    System.setOut(before);
    context.reset();
    try {
      new ContextInitializer(context).autoConfig();
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
  }
}
