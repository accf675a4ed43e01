package io.stackseed.benchmarks.coldstart;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.joda.time.DateTime;

/** A function in a JVM of its own: made by its handler's name, and given one event. */
final class ColdStartFork {
  static final String MARK = "cold-start: ";
  static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:topic";

  /** A request that names a property that there is none of. */
  static final String REQUEST = "request";

  /** A message about a run that no table has. */
  static final String UNKNOWN_CHUNK =
      "{\"v\":1,\"run\":\"r\",\"object\":0,\"chunk\":0,\"start\":0,\"end\":10}";

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ColdStartFork() {}

  /**
   * Prints how many milliseconds of CPU the JVM had taken from its start until the handler was
   * made, and the time of day; then the same once the event was handled.
   *
   * @param arguments the name of the handler's class, and {@link #REQUEST} or a chunk's message
   */
  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) throws ReflectiveOperationException {
    RequestHandler<Object, Object> handler =
        (RequestHandler<Object, Object>)
            Class.forName(arguments[0])
                .asSubclass(RequestHandler.class)
                .getDeclaredConstructor()
                .newInstance();
    String made = now();
    Object event = arguments[1].equals(REQUEST) ? request() : chunk(arguments[1]);
    try {
      Object unused = handler.handleRequest(event, new OneMinute());
    } catch (IllegalStateException e) {
      // The stub keeps nothing: a run that was just stored is not found again.
      if (!String.valueOf(e.getMessage()).startsWith("there is no run ")) {
        throw e;
      }
    }
    String handled = now();
    System.out.println(MARK + made);
    System.out.println(MARK + handled);
  }

  private static String now() {
    return SYSTEM.getProcessCpuTime() / 1_000_000 + " " + System.currentTimeMillis();
  }

  private static SQSEvent chunk(String body) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("message-1");
    message.setReceiptHandle("receipt-1");
    message.setBody(body);
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }

  private static SNSEvent request() {
    SNSEvent.SNS sns =
        new SNSEvent.SNS()
            .withType("Notification")
            .withTopicArn(TOPIC)
            .withMessageId("5d1f4f0a-0000-4000-8000-000000000001")
            .withTimestamp(DateTime.now())
            .withMessage(
                "{\"RequestType\":\"Create\",\"ResourceProperties\":{\"TargetTable\":\"orders\","
                    + "\"Unknown\":\"x\"}}");
    SNSEvent event = new SNSEvent();
    event.setRecords(List.of(new SNSEvent.SNSRecord().withSns(sns)));
    return event;
  }

  /** Of a context, handlers ask this alone. */
  private static final class OneMinute implements Context {
    @Override
    public int getRemainingTimeInMillis() {
      return 60_000;
    }

    @Override
    public String getAwsRequestId() {
      return "";
    }

    @Override
    public String getLogGroupName() {
      return "";
    }

    @Override
    public String getLogStreamName() {
      return "";
    }

    @Override
    public String getFunctionName() {
      return "";
    }

    @Override
    public String getFunctionVersion() {
      return "";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "";
    }

    @Override
    public CognitoIdentity getIdentity() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ClientContext getClientContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int getMemoryLimitInMB() {
      return 1_024;
    }

    @Override
    public LambdaLogger getLogger() {
      throw new UnsupportedOperationException();
    }
  }
}
