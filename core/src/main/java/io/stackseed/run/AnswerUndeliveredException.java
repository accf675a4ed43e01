package io.stackseed.run;

/** The answer is stored and its host could not be reached: whoever was called is called again. */
public final class AnswerUndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnswerUndeliveredException(String runId) {
    super("The answer of run %s could not be delivered for now".formatted(runId));
  }
}
