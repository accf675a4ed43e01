package io.stackseed.aws;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * The log of a function: a line of JSON for each event, on standard output, which Lambda takes to
 * CloudWatch. Logback finds it as a service; elsewhere than in Lambda it leaves the log alone. It
 * is code, so that a cold start parses no XML.
 */
public final class LogFormat extends ContextAwareBase implements Configurator {
  private static final String OURS = "io.stackseed";

  private final Map<String, String> variables;

  /** As Logback makes it. */
  public LogFormat() {
    this(System.getenv());
  }

  LogFormat(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (!variables.containsKey("AWS_LAMBDA_FUNCTION_NAME")) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithThreadName(false);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    // An unknown level is INFO.
    context.getLogger(OURS).setLevel(Level.toLevel(variables.get("LOG_LEVEL"), Level.INFO));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
