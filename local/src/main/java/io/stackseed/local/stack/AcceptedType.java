package io.stackseed.local.stack;

import java.util.function.UnaryOperator;

/**
 * A resource that the cloud needs and the embedded services do not: policies are not enforced,
 * alarms not raised, log groups not kept. It has a name and its attributes, nothing more.
 */
final class AcceptedType implements ResourceType {

  private final PropertyNames properties;
  private final String nameProperty;
  private final Naming naming;

  /** From the resource's name to what Ref and Fn::GetAtt give. */
  interface Naming extends UnaryOperator<Provisioned> {}

  AcceptedType(PropertyNames properties, String nameProperty, Naming naming) {
    this.properties = properties;
    this.nameProperty = nameProperty;
    this.naming = naming;
  }

  @Override
  public PropertyNames properties() {
    return properties;
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    return naming.apply(Provisioned.of(request.physicalName(nameProperty)));
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    return new Provisioned(old.physicalId(), old.attributes(), old.answer());
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    // There is nothing behind it.
  }
}
