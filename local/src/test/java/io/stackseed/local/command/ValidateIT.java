package io.stackseed.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateIT {
  @TempDir private Path folder;

  @Test
  void theSampleIsReadAndNothingIsLeftBehind() throws Exception {
    try (CommandProcess validate =
        CommandProcess.start(
            folder,
            "validate",
            "../sample-data/orders.json",
            "--key",
            "customerId:S,orderId:S",
            "--json")) {
      assertThat(validate.exitCode()).isZero();
      assertThat(validate.outLines())
          .singleElement()
          .asString()
          .startsWith("{\"Status\":\"SUCCESS\",\"Problems\":[],")
          .contains("\"Records\":20019,\"Items\":20019,\"Rejected\":0,");
      validate.assertLeftNothing();
    }
  }
}
