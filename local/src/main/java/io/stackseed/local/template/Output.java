package io.stackseed.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** An output as the template declares it; value and export name not yet evaluated. */
public record Output(
    String name, JsonNode value, Optional<JsonNode> exportName, Optional<String> condition) {}
