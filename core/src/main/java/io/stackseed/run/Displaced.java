package io.stackseed.run;

import io.stackseed.response.Answer;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run that another takes the place of, and what becomes of it in the very transaction that
 * accepts the other.
 *
 * @param run as it was seen
 * @param seen its progress then
 * @param outcome how it ends; null if it has ended before
 * @param answer what its requester is told; null if nobody is to be told, or has been
 * @param forgets what is not to be delivered from now on. None of it may be under way either, so a
 *     claimed delivery holds the transaction back until the claim lapses: even one that was taken,
 *     because an earlier try of it may still arrive
 * @param at the instant of the change: claims that ended before it are free
 */
public record Displaced(
    Run run,
    Progress seen,
    @Nullable Outcome outcome,
    @Nullable Answer answer,
    Set<Callback> forgets,
    Instant at) {
  public Displaced {
    forgets = Set.copyOf(forgets);
  }

  /** A live run makes way for a newer request, and its requester is told. */
  public static Displaced superseded(Run run, Progress seen, String reason, Run by, Instant at) {
    Outcome outcome = cancelled(seen, reason, at);
    return new Displaced(
        run,
        seen,
        outcome,
        run.requester() == null ? null : Answers.of(run, outcome),
        isSignalledBy(by, run) ? Set.of(Callback.SIGNAL) : Set.of(),
        at);
  }

  /**
   * A run whose request was sent once more, with another ResponseURL. An answer at the old one
   * would be taken for the answer to the new: both URLs name the same object.
   */
  public static Displaced withdrawn(Run run, Progress seen, String reason, Instant at) {
    return new Displaced(
        run,
        seen,
        seen.state().isLive() ? cancelled(seen, reason, at) : null,
        null,
        Set.of(Callback.ANSWER, Callback.SIGNAL),
        at);
  }

  private static Outcome cancelled(Progress seen, String reason, Instant at) {
    return new Outcome(RunState.CANCELLED, reason, at, seen.counts(), seen.totalChunks());
  }

  /** The wait condition can be signalled once: it is the new run's. */
  private static boolean isSignalledBy(Run by, Run run) {
    CompletionHandle handle = run.completionHandle();
    CompletionHandle newHandle = by.completionHandle();
    return handle != null && newHandle != null && handle.url().equals(newHandle.url());
  }
}
