package io.stackseed.local.stack;

import static io.stackseed.local.services.QueryAnswer.element;
import static io.stackseed.local.services.QueryAnswer.escaped;

import io.stackseed.local.services.QueryAnswer;
import io.stackseed.local.services.QueryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * CloudFormation's DescribeStacks, from parameters to XML, after its API reference of 2010-05-15;
 * no stack is made or changed by a call.
 */
public final class StacksApi {
  private static final String NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
  private static final String ACTION = "DescribeStacks";

  private final CloudFormation cloudFormation;

  private StacksApi(CloudFormation cloudFormation) {
    this.cloudFormation = cloudFormation;
  }

  /** Serves it on a free port, until the server is closed. */
  public static QueryServer serve(CloudFormation cloudFormation) {
    try {
      return QueryServer.start("stacks", new StacksApi(cloudFormation)::answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private QueryAnswer answer(Map<String, String> parameters) {
    String action = parameters.getOrDefault("Action", "");
    if (!action.equals(ACTION)) {
      return refusal("InvalidAction", "Could not find operation " + action);
    }
    String name = parameters.get("StackName");
    List<Stack> stacks =
        cloudFormation.stacks().stream()
            .filter(stack -> name == null || name.equals(stack.name()) || name.equals(stack.id()))
            .toList();
    if (name != null && stacks.isEmpty()) {
      return refusal("ValidationError", "Stack with id %s does not exist".formatted(name));
    }
    StringBuilder members = new StringBuilder();
    stacks.forEach(stack -> members.append(element("member", description(stack))));
    return QueryAnswer.result(NAMESPACE, ACTION, element("Stacks", members));
  }

  private static QueryAnswer refusal(String code, String message) {
    return QueryAnswer.refusal(NAMESPACE, 400, code, message);
  }

  private static String description(Stack stack) {
    StringBuilder outputs = new StringBuilder();
    stack
        .outputs()
        .forEach(
            (key, value) ->
                outputs.append(
                    element(
                        "member",
                        element("OutputKey", escaped(key))
                            + element("OutputValue", escaped(value)))));
    return element("StackName", escaped(stack.name()))
        + element("StackId", escaped(stack.id()))
        + element("CreationTime", stack.createdAt().toString())
        + element("StackStatus", stack.status().name())
        + (stack.reason().isEmpty() ? "" : element("StackStatusReason", escaped(stack.reason())))
        + element("Outputs", outputs);
  }
}
