package io.stackseed.chunk;

/**
 * What becomes of one send to {@link InMemoryChunkQueue} or {@link InMemorySplitQueue}.
 *
 * @param before run just before the effect; what it throws is thrown at the sender
 * @param refuses so many messages at the end of the batch are not taken
 * @param after as {@code before}, just after the effect
 */
public record SendFate(Runnable before, int refuses, Runnable after) {
  /** Every message is taken. */
  public static SendFate taken() {
    return refusing(0);
  }

  /** Up to this many messages, the last of the batch, are refused. */
  public static SendFate refusing(int messages) {
    return new SendFate(SendFate::nothing, messages, SendFate::nothing);
  }

  /** Something happens, or breaks, before anything is queued. */
  public static SendFate before(Runnable action) {
    return new SendFate(action, 0, SendFate::nothing);
  }

  /** Something happens, or breaks, when everything is queued. */
  public static SendFate after(Runnable action) {
    return new SendFate(SendFate::nothing, 0, action);
  }

  private static void nothing() {}
}
