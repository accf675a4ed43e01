package io.stackseed.local.services;

/** Where a topic's Lambda subscriptions deliver: the functions, seen from SNS. */
public interface FunctionTarget {

  /**
   * Accepts the event for an asynchronous invocation and returns at once; what becomes of it is the
   * function's affair.
   *
   * @param sourceArn the topic, for the function's resource policy
   * @throws RefusedInvocationException if there is no such function or it grants the topic no
   *     permission: SNS does not retry such a client error
   */
  void invokeAsynchronously(String functionArn, String sourceArn, String event);
}
