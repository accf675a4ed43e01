package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.local.template.Evaluation;
import io.stackseed.local.template.Resource;
import io.stackseed.local.template.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One update of a stack: forward, then the clean-up; or back, with the properties swapped. */
final class StackUpdate {

  private final StackState state;
  private final StackOperation operation;
  private final Map<String, StackResource> before;
  private final List<StackResource> changed = new ArrayList<>();
  private final List<StackResource> cleanUp = new ArrayList<>();

  StackUpdate(StackState state, StackOperation operation) {
    this.state = state;
    this.operation = operation;
    this.before = new LinkedHashMap<>(state.resources());
  }

  void run(Template oldTemplate, Map<String, String> oldParameters, List<Resource> ordered) {
    try {
      Evaluation evaluation = state.evaluation();
      for (Resource resource : ordered) {
        createOrUpdate(evaluation, resource);
      }
      operation.evaluateOutputs(evaluation);
    } catch (ResourceFailedException e) {
      state.declare(oldTemplate, oldParameters);
      rollBack(StackOperation.reason(e));
      return;
    }
    for (StackResource old : before.values()) {
      boolean declared =
          ordered.stream().anyMatch(resource -> resource.logicalId().equals(old.logicalId()));
      if (!declared) {
        cleanUp.add(old);
      }
    }
    Collections.reverse(cleanUp);
    List<String> failures = operation.delete(cleanUp);
    state.become(StackStatus.UPDATE_COMPLETE, String.join("; ", failures));
  }

  private void createOrUpdate(Evaluation evaluation, Resource resource) {
    StackResource old = before.get(resource.logicalId());
    if (old == null) {
      operation.create(evaluation, resource);
      return;
    }
    if (!old.type().equals(resource.type())) {
      throw new ResourceFailedException(
          "Update of resource type is not permitted: " + resource.logicalId());
    }
    ObjectNode properties = operation.evaluated(evaluation, resource);
    if (properties.equals(old.properties())) {
      return;
    }
    operation.requireUpdatable(old);
    changed.add(old);
    try {
      StackResource left = operation.update(old, properties);
      if (left != null) {
        cleanUp.add(left);
      }
    } catch (ResourceFailedException e) {
      // It may be half done: the old id stands, with the properties that were tried.
      state.resources().put(old.logicalId(), with(old, old.physicalId(), properties));
      e.left()
          .filter(left -> !left.physicalId().equals(old.physicalId()))
          .ifPresent(left -> cleanUp.add(with(old, left.physicalId(), properties)));
      throw e;
    }
  }

  /** Back to what was: Updates with swapped properties, then Deletes of what is new. */
  private void rollBack(String reason) {
    List<StackResource> newIds =
        new ArrayList<>(cleanUp.stream().filter(left -> !isOld(left)).toList());
    List<String> failures = new ArrayList<>();
    Collections.reverse(changed);
    for (StackResource old : changed) {
      StackResource current = state.resources().getOrDefault(old.logicalId(), old);
      try {
        @Nullable StackResource left = operation.update(current, old.properties());
        if (left != null) {
          newIds.add(left);
        }
      } catch (ResourceFailedException e) {
        failures.add(old.logicalId() + ": " + StackOperation.reason(e));
      }
    }
    List<StackResource> created = new ArrayList<>(state.resources().values());
    created.removeIf(resource -> before.containsKey(resource.logicalId()));
    Collections.reverse(created);
    created.addAll(newIds);
    failures.addAll(operation.delete(created));
    if (failures.isEmpty()) {
      state.become(StackStatus.UPDATE_ROLLBACK_COMPLETE, reason);
    } else {
      state.become(StackStatus.UPDATE_ROLLBACK_FAILED, reason + "; " + String.join("; ", failures));
    }
  }

  private boolean isOld(StackResource resource) {
    StackResource old = before.get(resource.logicalId());
    return old != null && old.physicalId().equals(resource.physicalId());
  }

  private static StackResource with(StackResource old, String physicalId, ObjectNode properties) {
    return new StackResource(
        old.logicalId(), old.type(), physicalId, properties, old.attributes(), old.answer());
  }
}
