package io.stackseed.local.stack;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A resource that the cloud needs and the embedded services do not: policies are not enforced,
 * alarms not raised, dashboards not shown, log groups not kept. It has a name and its attributes;
 * what the cloud would refuse of it is refused, as far as there are rules for it.
 */
final class AcceptedType implements ResourceType {

  private final PropertyNames properties;
  private final String nameProperty;
  private final Naming naming;
  private final Consumer<ResourceRequest> rules;

  /** From the resource's name to what Ref and Fn::GetAtt give. */
  interface Naming extends UnaryOperator<Provisioned> {}

  /**
   * @param nameProperty the property that names it; empty if none does
   * @param rules throws a {@link ResourceFailedException} for what the cloud would refuse
   */
  AcceptedType(
      PropertyNames properties,
      String nameProperty,
      Naming naming,
      Consumer<ResourceRequest> rules) {
    this.properties = properties;
    this.nameProperty = nameProperty;
    this.naming = naming;
    this.rules = rules;
  }

  @Override
  public PropertyNames properties() {
    return properties;
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    rules.accept(request);
    return naming.apply(Provisioned.of(request.physicalName(nameProperty)));
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    rules.accept(request);
    return new Provisioned(old.physicalId(), old.attributes(), old.answer());
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    // There is nothing behind it.
  }
}
