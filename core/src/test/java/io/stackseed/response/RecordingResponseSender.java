package io.stackseed.response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Remembers each response instead of sending it, and answers by a script. */
public final class RecordingResponseSender implements ResponseSender {

  /** One send; the body as text, which for UTF-8 JSON says as much as its bytes. */
  public record Sent(PresignedUrl url, String body, Instant until) {}

  private final List<Sent> sent = new ArrayList<>();
  private final Deque<Delivery> script = new ArrayDeque<>();

  /** The next deliveries, one a send; after them, and without a script, each is ACCEPTED. */
  public synchronized void deliver(Delivery... deliveries) {
    script.addAll(List.of(deliveries));
  }

  @Override
  public synchronized Delivery send(PresignedUrl url, byte[] body, Instant until) {
    sent.add(new Sent(url, new String(body, StandardCharsets.UTF_8), until));
    return script.isEmpty() ? Delivery.ACCEPTED : script.remove();
  }

  /** What was sent until now, oldest first, whatever became of it. */
  public synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }
}
