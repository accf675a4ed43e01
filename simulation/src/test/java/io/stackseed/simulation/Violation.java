package io.stackseed.simulation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An invariant that did not hold. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }

  Violation(String what, Throwable cause) {
    super(what, cause);
  }

  /** Throws one unless it holds. */
  static void unless(boolean holds, String what, @Nullable Object... arguments) {
    if (!holds) {
      throw new Violation(String.format(Locale.ROOT, what, arguments));
    }
  }
}
