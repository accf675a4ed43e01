package io.stackseed.response;

/**
 * A response URL that must not be opened. The message names the rule that failed and nothing of the
 * URL; there is no cause, because the one that {@link java.net.URI} throws quotes its input.
 */
public final class InvalidResponseUrlException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  InvalidResponseUrlException(String rule) {
    super("ResponseURL refused: " + rule);
    this.rule = rule;
  }

  /** What is wrong with it, to follow the word "ResponseURL". */
  public String rule() {
    return rule;
  }
}
