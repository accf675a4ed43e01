package io.stackseed.run;

import org.jspecify.annotations.Nullable;

/**
 * The answer is stored, and was not delivered or not noted as delivered: whoever was called is
 * called again, after {@link Completion#DELIVERY}.
 */
public final class AnswerUndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the run alone.
   *
   * @param cause null if the host could not be reached
   */
  AnswerUndeliveredException(String runId, @Nullable Throwable cause) {
    super("The answer of run %s could not be delivered for now".formatted(runId), cause);
  }
}
