package io.stackseed.cli.template;

/** A template that cannot be read, or not as far as is needed; the message says why. */
public final class UnreadableTemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableTemplateException(String message) {
    super(message);
  }
}
