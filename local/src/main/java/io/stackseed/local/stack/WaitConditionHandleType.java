package io.stackseed.local.stack;

/** {@code AWS::CloudFormation::WaitConditionHandle}: by {@code Ref}, a presigned URL. */
final class WaitConditionHandleType implements ResourceType {

  private final WaitConditions waitConditions;

  WaitConditionHandleType(WaitConditions waitConditions) {
    this.waitConditions = waitConditions;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring();
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    return Provisioned.of(waitConditions.open(request.stack(), request.logicalId()));
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    waitConditions.close(resource.physicalId());
  }
}
