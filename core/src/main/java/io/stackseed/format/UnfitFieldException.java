package io.stackseed.format;

import io.stackseed.item.RejectCode;

/** A field's text that is no value of its type. */
final class UnfitFieldException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RejectCode code;
  private final String problem;

  /**
   * @param problem to follow the field's number; without item data
   */
  UnfitFieldException(RejectCode code, String problem) {
    // Caught one call up and turned into a value: a stack trace would only cost time.
    super(problem, null, false, false);
    this.code = code;
    this.problem = problem;
  }

  RejectCode code() {
    return code;
  }

  String problem() {
    return problem;
  }
}
