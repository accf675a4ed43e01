package io.stackseed.response;

/**
 * A presigned URL that must not be opened. The message names the property it came in and the rule
 * that failed, and nothing of the URL; there is no cause, because the one that {@link java.net.URI}
 * throws quotes its input.
 */
public final class InvalidPresignedUrlException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  InvalidPresignedUrlException(String property, String rule) {
    super("%s refused: %s".formatted(property, rule));
    this.rule = rule;
  }

  /** What is wrong with it, to follow the property's name. */
  public String rule() {
    return rule;
  }
}
