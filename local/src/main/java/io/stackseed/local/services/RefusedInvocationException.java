package io.stackseed.local.services;

/** A client error of an invocation: trying again would not help. */
public final class RefusedInvocationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String errorCode;

  /**
   * @param errorCode Lambda's name for it, such as {@code AccessDeniedException}
   */
  public RefusedInvocationException(String errorCode, String message) {
    super(message);
    this.errorCode = errorCode;
  }

  public String errorCode() {
    return errorCode;
  }
}
