package io.stackseed.run;

/**
 * A reject named in the Reason of a run that failed because of rejects.
 *
 * @param object the number of its object in the run's source
 * @param offset where the record begins in the object, in bytes
 * @param reason without item data and without a full stop; cut to {@value #MAX_REASON} characters,
 *     because the progress item stays under 1 KB
 */
public record FirstReject(int object, long offset, String reason) {
  private static final int MAX_REASON = 200;

  public FirstReject {
    reason = Shortening.of(reason, MAX_REASON);
  }
}
