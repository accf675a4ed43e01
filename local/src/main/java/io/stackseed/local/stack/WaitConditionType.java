package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;

/**
 * {@code AWS::CloudFormation::WaitCondition} of one signal: the first at its handle ends it, for
 * good or ill.
 */
final class WaitConditionType implements ResourceType {

  private static final long MAXIMUM_TIMEOUT_SECONDS = 43_200;

  private final WaitConditions waitConditions;
  private final Waiting waiting;

  WaitConditionType(WaitConditions waitConditions, Waiting waiting) {
    this.waitConditions = waitConditions;
    this.waiting = waiting;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring("Handle", "Timeout", "Count");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    if (request.number("Count", 1) != 1) {
      throw new ResourceFailedException(
          "Count %s of %s is not supported, only 1"
              .formatted(request.required("Count"), request.type()));
    }
    long seconds = request.number("Timeout", -1);
    if (seconds < 0 || seconds > MAXIMUM_TIMEOUT_SECONDS) {
      throw new ResourceFailedException(
          "Timeout '%s' is not within 0 to %d seconds"
              .formatted(request.required("Timeout"), MAXIMUM_TIMEOUT_SECONDS));
    }
    String url = request.required("Handle");
    Mailbox handle =
        waitConditions
            .handle(url)
            .orElseThrow(
                () ->
                    new ResourceFailedException(
                        "Handle is not the Ref of an AWS::CloudFormation::WaitConditionHandle"));
    Provisioned condition = Provisioned.of(request.stack().id() + "/" + request.logicalId());
    return waiting
        .until(request.waiting(condition), Duration.ofSeconds(seconds), handle::first)
        .map(body -> signalled(condition, WaitConditionSignal.accept(body)))
        .orElseThrow(
            () ->
                new ResourceFailedException(
                    "WaitCondition timed out. Received 0 conditions when expecting 1", condition));
  }

  private static Provisioned signalled(Provisioned condition, WaitConditionSignal signal) {
    if (!signal.isSuccess()) {
      throw new ResourceFailedException(
          "WaitCondition received failed message: '%s' for uniqueId: %s"
              .formatted(signal.reason(), signal.uniqueId()),
          condition);
    }
    return condition.with(
        "Data",
        JsonNodeFactory.instance.objectNode().put(signal.uniqueId(), signal.data()).toString());
  }

  /** A condition is over once it was signalled; to wait again takes new logical ids. */
  @Override
  public boolean canBeUpdated() {
    return false;
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    // There is nothing behind it.
  }
}
