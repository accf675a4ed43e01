package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;

/** {@code Custom::…} and {@code AWS::CloudFormation::CustomResource}. */
final class CustomResourceType implements ResourceType {

  private final CustomResources customResources;
  private final Waiting waiting;

  CustomResourceType(CustomResources customResources, Waiting waiting) {
    this.customResources = customResources;
    this.waiting = waiting;
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
        request.waiting(Provisioned.of(madeUp)),
        new CustomResourceRequest(
            CustomResourceRequest.Type.CREATE,
            UUID.randomUUID().toString(),
            request.stack().id(),
            request.type(),
            request.logicalId(),
            Optional.empty(),
            request.properties(),
            Optional.empty()));
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    ObjectNode oldProperties = old.properties();
    return answered(
        request.waiting(Provisioned.of(old.physicalId())),
        new CustomResourceRequest(
            CustomResourceRequest.Type.UPDATE,
            UUID.randomUUID().toString(),
            request.stack().id(),
            request.type(),
            request.logicalId(),
            Optional.of(old.physicalId()),
            request.properties(),
            Optional.of(oldProperties)));
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    answered(
        new Waiting.Resource(
            stack.name(),
            resource.logicalId(),
            new Cancellation(),
            Provisioned.of(resource.physicalId())),
        new CustomResourceRequest(
            CustomResourceRequest.Type.DELETE,
            UUID.randomUUID().toString(),
            stack.id(),
            resource.type(),
            resource.logicalId(),
            Optional.of(resource.physicalId()),
            resource.properties(),
            Optional.empty()));
  }

  /**
   * Sends and waits.
   *
   * @param resource with what it is called if no valid answer names it
   */
  private Provisioned answered(Waiting.Resource resource, CustomResourceRequest request) {
    try (PendingAnswer pending = customResources.send(request)) {
      CustomResourceAnswer answer =
          waiting
              .until(resource, request.serviceTimeout(), pending::await)
              .orElseThrow(
                  () ->
                      new ResourceFailedException(
                          "CloudFormation did not receive a response from your Custom Resource."
                              + " Please check your logs for requestId ["
                              + request.requestId()
                              + "].",
                          resource.left()));
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
      throw new ResourceFailedException(String.valueOf(e.getMessage()), resource.left());
    } catch (IllegalArgumentException e) {
      throw new ResourceFailedException(String.valueOf(e.getMessage()));
    }
  }
}
