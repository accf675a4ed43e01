package io.stackseed.benchmarks;

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
final class StartUpFork {
  static final String MARK = "start-up: ";
  static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:topic";

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private StartUpFork() {}

  /**
   * Prints how many milliseconds of CPU the JVM had taken from its start until the handler was
   * made, and until the event was handled; then how many milliseconds had gone by.
   *
   * @param arguments the names of the handler's class, and of its event's
   */
  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) throws ReflectiveOperationException {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    RequestHandler<Object, Object> handler =
        (RequestHandler<Object, Object>)
            Class.forName(arguments[0])
                .asSubclass(RequestHandler.class)
                .getDeclaredConstructor()
                .newInstance();
    long made = cpuMillis();
    Object event = arguments[1].endsWith("SNSEvent") ? request() : chunk();
    try {
      Object unused = handler.handleRequest(event, new OneMinute());
    } catch (IllegalStateException e) {
      // The stub keeps nothing: a run that was just stored is not found again.
      if (!String.valueOf(e.getMessage()).startsWith("there is no run ")) {
        throw e;
      }
    }
    long handled = cpuMillis();
    long passed = System.currentTimeMillis() - start;
    System.out.println(MARK + made + " " + handled + " " + passed);
  }

  private static long cpuMillis() {
    return SYSTEM.getProcessCpuTime() / 1_000_000;
  }

  private static SQSEvent chunk() {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("message-1");
    message.setReceiptHandle("receipt-1");
    message.setBody("{\"v\":1,\"run\":\"r\",\"object\":0,\"chunk\":0,\"start\":0,\"end\":10}");
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
