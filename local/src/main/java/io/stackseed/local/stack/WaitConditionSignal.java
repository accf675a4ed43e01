package io.stackseed.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;

/**
 * What was put to a handle, in the <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html">format
 * of a wait condition's signal</a>, applied strictly: a slip shows.
 */
record WaitConditionSignal(boolean isSuccess, String uniqueId, String reason, String data) {

  private static final Set<String> FIELDS = Set.of("Status", "UniqueId", "Reason", "Data");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads a signal.
   *
   * @throws ResourceFailedException saying what is wrong with it
   */
  static WaitConditionSignal accept(String body) {
    JsonNode signal = parsed(body);
    signal
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw invalid("unknown field " + name);
              }
            });
    String status = text(signal, "Status");
    if (!status.equals("SUCCESS") && !status.equals("FAILURE")) {
      throw invalid("Status is '" + status + "', not SUCCESS or FAILURE");
    }
    String uniqueId = text(signal, "UniqueId");
    if (uniqueId.isEmpty()) {
      throw invalid("UniqueId is empty");
    }
    return new WaitConditionSignal(
        status.equals("SUCCESS"), uniqueId, text(signal, "Reason"), text(signal, "Data"));
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode signal = JSON.readTree(body);
      if (signal.isObject()) {
        return signal;
      }
    } catch (JsonProcessingException e) {
      throw invalid("not JSON, " + e.getOriginalMessage());
    }
    throw invalid("not a JSON object");
  }

  private static String text(JsonNode signal, String field) {
    JsonNode value = signal.path(field);
    if (!value.isTextual()) {
      throw invalid(field + " is not a text");
    }
    return value.textValue();
  }

  private static ResourceFailedException invalid(String why) {
    return new ResourceFailedException("Invalid signal to the wait condition: " + why);
  }
}
