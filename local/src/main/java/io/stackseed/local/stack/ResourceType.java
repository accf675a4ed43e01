package io.stackseed.local.stack;

/** How one type of resource is made and removed on the embedded services. */
interface ResourceType {

  PropertyNames properties();

  Provisioned create(ResourceRequest request);

  /** False if a resource whose properties differ fails the update before it is touched. */
  default boolean canBeUpdated() {
    return true;
  }

  /** Changes a resource whose properties differ; what has no state of its own is made anew. */
  default Provisioned update(ResourceRequest request, StackResource old) {
    delete(request.stack(), old);
    return create(request);
  }

  /**
   * Whether another physical id after an update means that the old resource is still there, to be
   * deleted in the clean-up.
   */
  default boolean leavesOldBehind() {
    return false;
  }

  /** Removes the resource; one that is gone already is no failure. */
  void delete(StackIdentity stack, StackResource resource);
}
