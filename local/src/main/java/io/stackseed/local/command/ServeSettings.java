package io.stackseed.local.command;

import io.stackseed.local.services.EmbeddedServices;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables by which clients of another process use the embedded services. */
final class ServeSettings {
  private ServeSettings() {}

  /** By name; none needs quotes in a shell. */
  static Map<String, String> of(EmbeddedServices services, URI stacks) {
    Map<String, String> variables = new LinkedHashMap<>(services.endpoints().environment());
    variables.put("AWS_ENDPOINT_URL_CLOUDFORMATION", stacks.toString());
    variables.put("AWS_REGION", services.settings().region());
    // The AWS CLI of version 1 knows this one alone.
    variables.put("AWS_DEFAULT_REGION", services.settings().region());
    variables.put("AWS_ACCESS_KEY_ID", EmbeddedServices.ACCESS_KEY_ID);
    variables.put("AWS_SECRET_ACCESS_KEY", EmbeddedServices.SECRET_ACCESS_KEY);
    variables.put("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required");
    variables.put("STACKSEED_STACK", IngestStack.NAME);
    return variables;
  }
}
