package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.aws.FunctionLog;
import io.stackseed.request.Notification;
import io.stackseed.request.UnreadableMessageException;
import io.stackseed.response.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the dispatcher says of a request, to the log. */
class LogLinesTest {
  private final RequestsScene scene = new RequestsScene();

  @Test
  void everyLineIsJsonAboutItsRunAndHoldsNoSignature() {
    RequestText create = RequestText.create("request-1");
    scene.fakes.sender.deliver(Delivery.UNREACHABLE);
    try (FunctionLog log = new FunctionLog("DEBUG")) {
      scene.publish(create.property("Unknown", "x"));

      assertThat(log.lines()).hasSizeGreaterThan(2);
      for (JsonNode line : log.lines()) {
        assertThat(line.path("mdc").path("run").asText())
            .as("%s", line)
            .isEqualTo(scene.run().id());
      }
      assertThat(log.text())
          .contains("Unknown property 'Unknown'", "could not deliver its ANSWER")
          .doesNotContain(create.responseUrl(), "X-Amz", "Signature", "amazonaws.com");
    }
  }

  @Test
  void whatCannotBeReadIsLoggedWithoutItsUrl() {
    Notification unreadable =
        scene.notification("{\"ResponseURL\":\"https://host/?X-Amz-Signature=5ec2e7\" x");
    try (FunctionLog log = new FunctionLog("DEBUG")) {
      assertThatThrownBy(() -> Notifications.handleEach(List.of(unreadable), scene::deliver))
          .isInstanceOf(UnreadableMessageException.class);

      assertThat(log.lines()).hasSize(1);
      assertThat(log.text()).contains("message-1").doesNotContain("5ec2e7", "https://host");
    }
  }
}
