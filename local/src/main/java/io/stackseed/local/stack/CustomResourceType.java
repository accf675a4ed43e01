package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** {@code Custom::…} and {@code AWS::CloudFormation::CustomResource}. */
final class CustomResourceType implements ResourceType {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final CustomResources customResources;
  private final StackListener listener;

  CustomResourceType(CustomResources customResources, StackListener listener) {
    this.customResources = customResources;
    this.listener = listener;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.any();
  }

  @Override
  public boolean leavesOldBehind() {
    return true;
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String madeUp =
        request.stack().name() + "_" + request.logicalId() + "_" + ResourceRequest.random();
    return answered(
        request.stack().name(),
        new CustomResourceRequest(
            CustomResourceRequest.Type.CREATE,
            UUID.randomUUID().toString(),
            request.stack().id(),
            request.type(),
            request.logicalId(),
            Optional.empty(),
            request.properties(),
            Optional.empty()),
        madeUp);
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    ObjectNode oldProperties = old.properties();
    return answered(
        request.stack().name(),
        new CustomResourceRequest(
            CustomResourceRequest.Type.UPDATE,
            UUID.randomUUID().toString(),
            request.stack().id(),
            request.type(),
            request.logicalId(),
            Optional.of(old.physicalId()),
            request.properties(),
            Optional.of(oldProperties)),
        old.physicalId());
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    answered(
        stack.name(),
        new CustomResourceRequest(
            CustomResourceRequest.Type.DELETE,
            UUID.randomUUID().toString(),
            stack.id(),
            resource.type(),
            resource.logicalId(),
            Optional.of(resource.physicalId()),
            resource.properties(),
            Optional.empty()),
        resource.physicalId());
  }

  /**
   * Sends and waits.
   *
   * @param idWithoutAnswer what the resource is called if no valid answer names it
   */
  private Provisioned answered(
      String stackName, CustomResourceRequest request, String idWithoutAnswer) {
    Provisioned unnamed = Provisioned.of(idWithoutAnswer);
    try (PendingAnswer pending = customResources.send(request)) {
      CustomResourceAnswer answer = await(stackName, request, pending, unnamed);
      Provisioned provisioned =
          new Provisioned(answer.physicalResourceId(), answer.data(), Optional.of(answer));
      if (answer.status() == CustomResourceAnswer.Status.FAILED) {
        throw new ResourceFailedException(
            "Received response status [FAILED] from custom resource. Message returned: "
                + answer.reason(),
            provisioned);
      }
      return provisioned;
    } catch (InvalidAnswerException e) {
      throw new ResourceFailedException(String.valueOf(e.getMessage()), unnamed);
    } catch (IllegalArgumentException e) {
      throw new ResourceFailedException(String.valueOf(e.getMessage()));
    }
  }

  private CustomResourceAnswer await(
      String stackName, CustomResourceRequest request, PendingAnswer pending, Provisioned unnamed) {
    long start = System.nanoTime();
    try {
      while (true) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        Duration left = request.serviceTimeout().minus(elapsed);
        if (left.isNegative() || left.isZero()) {
          throw new ResourceFailedException(
              "CloudFormation did not receive a response from your Custom Resource. Please check"
                  + " your logs for requestId ["
                  + request.requestId()
                  + "].",
              unnamed);
        }
        Optional<CustomResourceAnswer> answer =
            pending.await(left.compareTo(TICK) < 0 ? left : TICK);
        if (answer.isPresent()) {
          return answer.get();
        }
        listener.waiting(
            stackName, request.logicalResourceId(), Duration.ofNanos(System.nanoTime() - start));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResourceFailedException("Interrupted while waiting for the answer", unnamed);
    }
  }
}
