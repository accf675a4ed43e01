package io.stackseed.item;

import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * What becomes of one call to {@link InMemoryTargetTable}.
 *
 * @param before run just before the effect; what it throws is thrown at whoever awaits the call
 * @param takenOf how many items of a batch of this size are taken, from its beginning
 * @param throttled the whole call is throttled
 * @param refuses why the whole call is refused; empty if it is not
 * @param after as {@code before}, just after the effect
 */
public record CallFate(
    Runnable before,
    IntUnaryOperator takenOf,
    boolean throttled,
    Optional<String> refuses,
    Runnable after) {
  /** Every item is taken. */
  public static CallFate taken() {
    return leaving(0);
  }

  /** Up to this many items, the last of the batch, are left unprocessed. */
  public static CallFate leaving(int items) {
    return new CallFate(
        CallFate::nothing,
        size -> Math.max(0, size - items),
        false,
        Optional.empty(),
        CallFate::nothing);
  }

  /** Up to this many items, the first of the batch, are taken, and the others left unprocessed. */
  public static CallFate taking(int items) {
    return new CallFate(
        CallFate::nothing,
        size -> Math.min(size, items),
        false,
        Optional.empty(),
        CallFate::nothing);
  }

  /** Nothing at all is taken, and DynamoDB throws instead of listing it. */
  public static CallFate throttling() {
    return new CallFate(CallFate::nothing, size -> size, true, Optional.empty(), CallFate::nothing);
  }

  /** Something happens, or breaks, before the table has changed. */
  public static CallFate before(Runnable action) {
    return new CallFate(action, size -> size, false, Optional.empty(), CallFate::nothing);
  }

  /** Something happens, or breaks, when the table has taken the batch. */
  public static CallFate after(Runnable action) {
    return new CallFate(CallFate::nothing, size -> size, false, Optional.empty(), action);
  }

  /** The table refuses the call, although no rule that is known here says so. */
  public static CallFate refusing(String why) {
    return new CallFate(
        CallFate::nothing, size -> size, false, Optional.of(why), CallFate::nothing);
  }

  private static void nothing() {}
}
