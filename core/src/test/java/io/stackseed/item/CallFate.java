package io.stackseed.item;

/**
 * What becomes of one call to {@link InMemoryTargetTable}.
 *
 * @param before run just before the effect; what it throws is thrown at whoever awaits the call
 * @param leaves so many items at the end of the batch are left unprocessed
 * @param throttled the whole call is throttled
 * @param after as {@code before}, just after the effect
 */
public record CallFate(Runnable before, int leaves, boolean throttled, Runnable after) {
  /** Every item is taken. */
  public static CallFate taken() {
    return leaving(0);
  }

  /** Up to this many items, the last of the batch, are left unprocessed. */
  public static CallFate leaving(int items) {
    return new CallFate(CallFate::nothing, items, false, CallFate::nothing);
  }

  /** Nothing at all is taken, and DynamoDB throws instead of listing it. */
  public static CallFate throttling() {
    return new CallFate(CallFate::nothing, 0, true, CallFate::nothing);
  }

  /** Something happens, or breaks, before the table has changed. */
  public static CallFate before(Runnable action) {
    return new CallFate(action, 0, false, CallFate::nothing);
  }

  /** Something happens, or breaks, when the table has taken the batch. */
  public static CallFate after(Runnable action) {
    return new CallFate(CallFate::nothing, 0, false, action);
  }

  private static void nothing() {}
}
