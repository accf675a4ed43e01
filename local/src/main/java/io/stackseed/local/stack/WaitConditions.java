package io.stackseed.local.stack;

import io.stackseed.local.services.EmbeddedServices;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The handles of the account's wait conditions. A signal may come as soon as its handle exists,
 * long before the condition that waits for it.
 */
final class WaitConditions {

  /** Longer than a condition may wait. */
  private static final Duration URL_LIFE = Duration.ofHours(24);

  private final MailBucket bucket;
  private final Map<String, Mailbox> handles = new ConcurrentHashMap<>();

  WaitConditions(EmbeddedServices services) {
    this.bucket =
        new MailBucket(services, "cloudformation-waitcondition-" + services.settings().region());
  }

  /** A new handle's URL; its path is the newer of the two that CloudFormation's handles have. */
  String open(StackIdentity stack, String logicalId) {
    Mailbox handle = bucket.open(stack.id() + "/" + UUID.randomUUID() + "/" + logicalId, URL_LIFE);
    handles.put(handle.url(), handle);
    return handle.url();
  }

  Optional<Mailbox> handle(String url) {
    return Optional.ofNullable(handles.get(url));
  }

  void close(String url) {
    Mailbox handle = handles.remove(url);
    if (handle != null) {
      handle.close();
    }
  }
}
