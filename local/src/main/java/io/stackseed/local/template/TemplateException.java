package io.stackseed.local.template;

/**
 * A template that is wrong, or that asks for what the stand-in does not do; the message says which.
 */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TemplateException(String message) {
    super(message);
  }
}
