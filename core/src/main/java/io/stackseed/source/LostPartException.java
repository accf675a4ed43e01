package io.stackseed.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What was staged is not there, or not as it was staged: somebody has taken it away. */
public final class LostPartException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param cause what looking for it threw; null if something else was found
   */
  LostPartException(SourceLocation part, @Nullable Throwable cause) {
    super(part + " is not what was staged there", cause);
  }
}
