package io.stackseed.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.response.RecordingResponseSender.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordingResponseSenderTest {
  private static final Instant UNTIL = Instant.parse("2024-05-01T00:00:00Z");
  private static final PresignedUrl URL =
      PresignedUrl.parse(
          "http://localhost/", new Purpose.Response("s", "l", "r"), Set.of("localhost"));

  private final RecordingResponseSender sender = new RecordingResponseSender();

  @Test
  void answersByItsScriptAndThenAccepts() {
    sender.deliver(Delivery.UNREACHABLE, Delivery.REFUSED);

    assertThat(send("1")).isEqualTo(Delivery.UNREACHABLE);
    assertThat(send("2")).isEqualTo(Delivery.REFUSED);
    assertThat(send("3")).isEqualTo(Delivery.ACCEPTED);
  }

  @Test
  void remembersWhatWasSentWhateverBecameOfIt() {
    sender.deliver(Delivery.UNREACHABLE);
    send("ä");
    send("b");

    assertThat(sender.sent()).containsExactly(new Sent(URL, "ä", UNTIL), new Sent(URL, "b", UNTIL));
  }

  private Delivery send(String body) {
    return sender.send(URL, body.getBytes(StandardCharsets.UTF_8), UNTIL);
  }
}
