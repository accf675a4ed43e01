package io.stackseed.local.stack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request that is under way. The first body at its URL is the answer; later ones are kept too.
 */
public final class PendingAnswer implements AutoCloseable {

  private final CustomResourceRequest request;
  private final Mailbox mailbox;

  PendingAnswer(CustomResourceRequest request, Mailbox mailbox) {
    this.request = request;
    this.mailbox = mailbox;
  }

  public CustomResourceRequest request() {
    return request;
  }

  /** The presigned URL that was sent. */
  public String responseUrl() {
    return mailbox.url();
  }

  /** Every body that was put so far, in order; CloudFormation reads only the first. */
  public List<String> bodies() {
    return mailbox.bodies();
  }

  /**
   * The answer, empty if none came in time.
   *
   * @throws InvalidAnswerException if CloudFormation would not accept it
   */
  public Optional<CustomResourceAnswer> await(Duration atMost) throws InterruptedException {
    return mailbox.first(atMost).map(body -> AnswerRules.accept(request, body));
  }

  /** Stops listening; the URL stays valid. */
  @Override
  public void close() {
    mailbox.close();
  }
}
