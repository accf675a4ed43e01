package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.local.template.Dependencies;
import io.stackseed.local.template.Evaluation;
import io.stackseed.local.template.Output;
import io.stackseed.local.template.Resource;
import io.stackseed.local.template.TemplateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** The steps that creating, updating and deleting a stack are made of. */
final class StackOperation {

  private static final Logger LOG = LoggerFactory.getLogger(StackOperation.class);

  private final StackState state;
  private final ResourceTypes types;
  private final Exports exports;
  private final StackListener listener;

  StackOperation(StackState state, ResourceTypes types, Exports exports, StackListener listener) {
    this.state = state;
    this.types = types;
    this.exports = exports;
    this.listener = listener;
  }

  /** The resources whose conditions hold, each after those it needs. */
  static List<Resource> ordered(StackState state) {
    Evaluation evaluation = state.evaluation();
    List<Resource> existing = new ArrayList<>();
    for (Resource resource : state.template().resources().values()) {
      if (resource.condition().map(evaluation::holds).orElse(true)) {
        existing.add(resource);
      }
    }
    return Dependencies.ordered(state.template(), existing);
  }

  ObjectNode evaluated(Evaluation evaluation, Resource resource) {
    try {
      return evaluation.evaluate(resource.properties()) instanceof ObjectNode properties
          ? properties
          : JsonNodeFactory.instance.objectNode();
    } catch (TemplateException e) {
      throw new ResourceFailedException(String.valueOf(e.getMessage()));
    }
  }

  /** Makes the resource, or throws with what is left of it recorded. */
  void create(Evaluation evaluation, Resource resource) {
    if (state.cancellation().isAsked()) {
      throw new ResourceFailedException("Resource creation cancelled");
    }
    report(resource.logicalId(), resource.type(), "CREATE_IN_PROGRESS", "");
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    try {
      properties = evaluated(evaluation, resource);
      ResourceRequest request = request(resource.logicalId(), resource.type(), properties);
      record(request, types.type(resource.logicalId(), resource.type()).create(request));
    } catch (RuntimeException e) {
      ResourceFailedException failure = failure(resource.logicalId(), e);
      ResourceRequest request = request(resource.logicalId(), resource.type(), properties);
      failure.left().ifPresent(left -> record(request, left));
      report(resource.logicalId(), resource.type(), "CREATE_FAILED", reason(failure));
      throw failure;
    }
    report(resource.logicalId(), resource.type(), "CREATE_COMPLETE", "");
  }

  /** Throws for a resource that only another logical id can replace. */
  void requireUpdatable(StackResource old) {
    if (!types.type(old.logicalId(), old.type()).canBeUpdated()) {
      throw new ResourceFailedException(
          "Update to resource type " + old.type() + " is not supported.");
    }
  }

  /**
   * Changes the resource, or throws.
   *
   * @return what the clean-up has to delete, null for nothing
   */
  @Nullable StackResource update(StackResource old, ObjectNode properties) {
    report(old.logicalId(), old.type(), "UPDATE_IN_PROGRESS", "");
    ResourceType type = types.type(old.logicalId(), old.type());
    ResourceRequest request = request(old.logicalId(), old.type(), properties);
    Provisioned made;
    try {
      made = type.update(request, old);
    } catch (RuntimeException e) {
      ResourceFailedException failure = failure(old.logicalId(), e);
      report(old.logicalId(), old.type(), "UPDATE_FAILED", reason(failure));
      throw failure;
    }
    record(request, made);
    report(old.logicalId(), old.type(), "UPDATE_COMPLETE", "");
    boolean another = !made.physicalId().equals(old.physicalId());
    return another && type.leavesOldBehind() ? old : null;
  }

  /**
   * Deletes in the order given; one failure does not keep the rest.
   *
   * @return why, for each that could not be deleted
   */
  List<String> delete(Collection<StackResource> doomed) {
    List<String> failures = new ArrayList<>();
    for (StackResource resource : doomed) {
      report(resource.logicalId(), resource.type(), "DELETE_IN_PROGRESS", "");
      try {
        types.type(resource.logicalId(), resource.type()).delete(state.identity(), resource);
        state.resources().remove(resource.logicalId(), resource);
        report(resource.logicalId(), resource.type(), "DELETE_COMPLETE", "");
      } catch (RuntimeException e) {
        String reason = reason(failure(resource.logicalId(), e));
        failures.add(resource.logicalId() + ": " + reason);
        report(resource.logicalId(), resource.type(), "DELETE_FAILED", reason);
      }
    }
    return failures;
  }

  /** All there is, the latest made first, without what its policy keeps. */
  List<StackResource> doomed(boolean creationFailed) {
    List<StackResource> doomed = new ArrayList<>();
    for (StackResource resource : state.resources().values()) {
      if (!kept(resource, creationFailed)) {
        doomed.add(resource);
      }
    }
    Collections.reverse(doomed);
    return doomed;
  }

  private boolean kept(StackResource resource, boolean creationFailed) {
    Resource.DeletionPolicy policy =
        Optional.ofNullable(state.template().resources().get(resource.logicalId()))
            .map(Resource::deletionPolicy)
            .orElse(Resource.DeletionPolicy.DELETE);
    return switch (policy) {
      case DELETE -> false;
      case RETAIN -> true;
      case RETAIN_EXCEPT_ON_CREATE -> !creationFailed;
    };
  }

  void evaluateOutputs(Evaluation evaluation) {
    try {
      publishOutputs(evaluation);
    } catch (TemplateException e) {
      throw new ResourceFailedException(String.valueOf(e.getMessage()));
    }
  }

  private void publishOutputs(Evaluation evaluation) {
    Map<String, String> outputs = new LinkedHashMap<>();
    Map<String, String> exported = new LinkedHashMap<>();
    for (Output output : state.template().outputs().values()) {
      if (output.condition().map(evaluation::holds).orElse(true)) {
        String value = evaluation.text(output.value());
        outputs.put(output.name(), value);
        output.exportName().ifPresent(name -> exported.put(evaluation.text(name), value));
      }
    }
    exports.replace(state.identity().name(), exported);
    state.outputs(outputs);
  }

  private void record(ResourceRequest request, Provisioned made) {
    state
        .resources()
        .put(
            request.logicalId(),
            new StackResource(
                request.logicalId(),
                request.type(),
                made.physicalId(),
                request.properties(),
                made.attributes(),
                made.answer()));
  }

  private ResourceRequest request(String logicalId, String type, ObjectNode properties) {
    return new ResourceRequest(state.identity(), logicalId, type, properties, state.cancellation());
  }

  private static ResourceFailedException failure(String logicalId, RuntimeException e) {
    if (e instanceof ResourceFailedException failure) {
      return failure;
    }
    if (!(e instanceof TemplateException) && !(e instanceof SdkException)) {
      LOG.error("Resource {} failed", logicalId, e);
    }
    return new ResourceFailedException(e.getMessage() == null ? e.toString() : e.getMessage());
  }

  static String reason(ResourceFailedException failure) {
    return String.valueOf(failure.getMessage());
  }

  private void report(String logicalId, String type, String status, String reason) {
    listener.resourceEvent(
        new StackEvent(state.identity().name(), logicalId, type, status, reason));
  }
}
