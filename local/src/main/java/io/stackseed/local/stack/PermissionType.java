package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.lambda.Functions;
import io.stackseed.local.lambda.Permission;
import java.util.Optional;

/** {@code AWS::Lambda::Permission}; without it neither a topic nor a schedule may invoke. */
final class PermissionType implements ResourceType {

  private final Functions functions;

  PermissionType(Functions functions) {
    this.functions = functions;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring("FunctionName", "Action", "Principal", "SourceArn")
        .ignoring("SourceAccount");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    if (!request.required("Action").equals("lambda:InvokeFunction")) {
      throw new ResourceFailedException(
          "The Action " + request.required("Action") + " of a permission is not supported");
    }
    functions.permit(
        permission(
            request.required("FunctionName"),
            request.required("Principal"),
            request.optional("SourceArn")));
    return Provisioned.of(request.generatedName());
  }

  private static Permission permission(
      String functionName, String principal, Optional<String> sourceArn) {
    return new Permission(Names.ofFunction(functionName), principal, sourceArn);
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    JsonNode properties = resource.properties();
    functions.revoke(
        permission(
            properties.path("FunctionName").asText(),
            properties.path("Principal").asText(),
            Optional.ofNullable(properties.path("SourceArn").textValue())));
  }
}
