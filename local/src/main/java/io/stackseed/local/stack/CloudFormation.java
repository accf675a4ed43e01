package io.stackseed.local.stack;

import io.stackseed.local.lambda.Functions;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.template.Evaluation;
import io.stackseed.local.template.Resource;
import io.stackseed.local.template.Template;
import io.stackseed.local.template.TemplateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The embedded account's CloudFormation. Each operation returns when it has ended, as the AWS CLI's
 * {@code deploy} does; several stacks may be worked on at once, one stack only by one operation.
 */
public final class CloudFormation implements AutoCloseable {

  private final EmbeddedServices services;
  private final StackListener listener;
  private final Functions functions;
  private final CustomResources customResources;
  private final ResourceTypes types;
  private final Exports exports = new Exports();
  private final Map<String, StackState> stacks = new ConcurrentHashMap<>();

  public CloudFormation(EmbeddedServices services) {
    this(services, StackListener.SILENT);
  }

  /** Starts with no stacks; {@code listener} hears of every operation. */
  public CloudFormation(EmbeddedServices services, StackListener listener) {
    this.services = services;
    this.listener = listener;
    this.functions = new Functions(services);
    this.customResources = new CustomResources(services);
    this.types = new ResourceTypes(services, functions, customResources, listener);
  }

  /** The functions that stacks deploy here. */
  public Functions functions() {
    return functions;
  }

  /** For requests that no stack sends. */
  public CustomResources customResources() {
    return customResources;
  }

  /** {@link #create(String, Template, Map)} from a file. */
  public Stack create(String stackName, Path template, Map<String, String> parameters) {
    return create(stackName, Template.read(template), parameters);
  }

  /**
   * Creates the stack. One whose creation fails is rolled back and returned as such; see {@link
   * Stack#orThrow}.
   *
   * @throws TemplateException before anything is created, if the template or a parameter is wrong
   *     or not supported
   * @throws IllegalStateException if there is a stack of this name
   */
  public Stack create(String stackName, Template template, Map<String, String> parameters) {
    return create(stackName, template, parameters, true);
  }

  /** As {@link #create(String, Template, Map)}, but what was made of a failed stack stays. */
  public Stack createWithoutRollback(
      String stackName, Template template, Map<String, String> parameters) {
    return create(stackName, template, parameters, false);
  }

  private Stack create(
      String stackName, Template template, Map<String, String> parameters, boolean rollback) {
    String id =
        services.settings().arn("cloudformation", "stack/" + stackName + "/" + UUID.randomUUID());
    types.check(template);
    StackState state =
        new StackState(
            new StackIdentity(stackName, id), services.settings(), exports, template, parameters);
    List<Resource> ordered = StackOperation.ordered(state);
    if (stacks.putIfAbsent(stackName, state) != null) {
      throw new IllegalStateException("Stack [" + stackName + "] already exists");
    }
    try {
      create(state, ordered, rollback);
      return state.snapshot();
    } finally {
      state.cancellation().end();
    }
  }

  private void create(StackState state, List<Resource> ordered, boolean rollback) {
    StackOperation operation = operation(state);
    try {
      Evaluation evaluation = state.evaluation();
      for (Resource resource : ordered) {
        operation.create(evaluation, resource);
      }
      operation.evaluateOutputs(evaluation);
      state.created(StackStatus.CREATE_COMPLETE, "");
    } catch (ResourceFailedException e) {
      if (!rollback) {
        state.created(StackStatus.CREATE_FAILED, StackOperation.reason(e));
      } else if (!state.cancellation().isAsked()) {
        rollBack(state, operation, StackOperation.reason(e));
      }
    }
  }

  private static void rollBack(StackState state, StackOperation operation, String reason) {
    List<String> failures = operation.delete(operation.doomed(true));
    List<String> reasons = new ArrayList<>(failures);
    reasons.add(0, reason);
    state.created(
        failures.isEmpty() ? StackStatus.ROLLBACK_COMPLETE : StackStatus.ROLLBACK_FAILED,
        String.join("; ", reasons));
  }

  /** {@link #update(String, Template, Map)} from a file. */
  public Stack update(String stackName, Path template, Map<String, String> parameters) {
    return update(stackName, Template.read(template), parameters);
  }

  /**
   * Updates the stack: resources whose evaluated properties differ are changed, the new ones made,
   * those no longer declared deleted. A failed update is rolled back and returned as such.
   *
   * @throws TemplateException before anything is changed, if the template or a parameter is wrong
   *     or not supported
   * @throws IllegalStateException if there is no such stack, or it cannot be updated
   */
  public Stack update(String stackName, Template template, Map<String, String> parameters) {
    types.check(template);
    StackState state = known(stackName);
    requireAtRest(state);
    Template oldTemplate = state.template();
    Map<String, String> oldParameters = state.parameters();
    StackStatus status = state.status();
    if (status == StackStatus.CREATE_FAILED
        || status == StackStatus.ROLLBACK_COMPLETE
        || status == StackStatus.ROLLBACK_FAILED) {
      throw new IllegalStateException(
          "Stack [%s] is in %s state and can not be updated".formatted(stackName, status));
    }
    state.declare(template, parameters);
    List<Resource> ordered;
    try {
      ordered = StackOperation.ordered(state);
    } catch (TemplateException e) {
      state.declare(oldTemplate, oldParameters);
      throw e;
    }
    state.become(StackStatus.UPDATE_IN_PROGRESS, "");
    new StackUpdate(state, operation(state)).run(oldTemplate, oldParameters, ordered);
    return state.snapshot();
  }

  /**
   * Deletes the stack's resources, the latest first. If one cannot be deleted the stack stays,
   * DELETE_FAILED, and may be deleted again.
   *
   * <p>A stack that is still being created may be deleted too: what it is waiting for is given up,
   * and a custom resource without an answer is deleted by an id that nobody but CloudFormation
   * knows. {@link #create} returns then, with the stack in deletion.
   *
   * @throws IllegalStateException if there is no such stack, or another operation works on it
   */
  public Stack delete(String stackName) {
    StackState state = known(stackName);
    if (state.cancelCreation()) {
      awaitEndOfCreation(state);
    } else {
      requireAtRest(state);
      state.become(StackStatus.DELETE_IN_PROGRESS, "");
    }
    StackOperation operation = operation(state);
    List<String> failures = operation.delete(operation.doomed(false));
    if (failures.isEmpty()) {
      state.become(StackStatus.DELETE_COMPLETE, "");
      exports.withdraw(stackName);
      stacks.remove(stackName);
    } else {
      state.become(StackStatus.DELETE_FAILED, String.join("; ", failures));
    }
    return state.snapshot();
  }

  /** The stack as it stands, also while it is worked on. */
  public Optional<Stack> stack(String stackName) {
    return Optional.ofNullable(stacks.get(stackName)).map(StackState::snapshot);
  }

  /** Every stack there is, by name. */
  public List<Stack> stacks() {
    return stacks.values().stream()
        .map(StackState::snapshot)
        .sorted(Comparator.comparing(Stack::name))
        .toList();
  }

  private static void awaitEndOfCreation(StackState state) {
    try {
      state.cancellation().awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the creation was cancelled", e);
    }
  }

  private StackState known(String stackName) {
    StackState state = stacks.get(stackName);
    if (state == null) {
      throw new IllegalStateException("Stack [" + stackName + "] does not exist");
    }
    return state;
  }

  private static void requireAtRest(StackState state) {
    if (state.status().inProgress()) {
      throw new IllegalStateException(
          "Stack [%s] is in %s state".formatted(state.identity().name(), state.status()));
    }
  }

  private StackOperation operation(StackState state) {
    return new StackOperation(state, types, exports, listener);
  }

  /** Stops the functions; the resources go with the embedded services. */
  @Override
  public void close() {
    functions.close();
  }
}
