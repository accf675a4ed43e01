package io.stackseed.cli.account;

import io.stackseed.time.Time;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command finds around it.
 *
 * @param accounts opens one; throws {@link AccountException} if that cannot be done
 * @param environment variables by name
 * @param bytesOut standard output, for what is no text
 * @param isTerminal whether somebody watches standard error on a terminal
 */
public record Surroundings(
    Function<AccountSettings, Account> accounts,
    Map<String, String> environment,
    Time time,
    OutputStream bytesOut,
    boolean isTerminal) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  public static Surroundings real(Function<AccountSettings, Account> accounts) {
    return new Surroundings(accounts, System.getenv(), Time.system(), System.out, hasTerminal());
  }

  /**
   * The script knows of standard error alone. Without it Java knows of all streams together, and
   * from 22 on not even that.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasTerminal() {
    return Optional.ofNullable(System.getProperty("stackseed.terminal"))
        .map(Boolean::parseBoolean)
        .orElseGet(() -> Runtime.version().feature() < 22 && System.console() != null);
  }

  /** A variable's value; empty if it is not set, or set to nothing. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
