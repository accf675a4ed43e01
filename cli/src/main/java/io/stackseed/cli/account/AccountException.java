package io.stackseed.cli.account;

/** Something of an account that cannot be used as it is asked for; its message says what to do. */
public final class AccountException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccountException(String message) {
    super(message);
  }

  public AccountException(String message, Throwable cause) {
    super(message, cause);
  }
}
