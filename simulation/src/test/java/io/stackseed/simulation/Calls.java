package io.stackseed.simulation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of every call from an actor to a service, and what may happen to it there. */
final class Calls {
  private static final long SLOWEST = 110_000;

  private final Scheduler scheduler;
  private final Pace pace;
  private final Hazards hazards;
  private final Chance chance;
  private final Story story;
  private Strikes strikes = (method, actor) -> null;

  /** Strikes at chosen calls, besides those of chance. */
  @FunctionalInterface
  interface Strikes {
    /** What becomes of this call; null to leave it to chance. */
    @Nullable Hazard at(String method, Actor actor);
  }

  Calls(Scheduler scheduler, Pace pace, Hazards hazards, Chance chance, Story story) {
    this.scheduler = scheduler;
    this.pace = pace;
    this.hazards = hazards;
    this.chance = chance;
    this.story = story;
  }

  /** Asked before each call from now on. */
  void script(Strikes script) {
    strikes = script;
  }

  /**
   * Makes a call: one atomic effect at the service.
   *
   * @param subject what it is about, for the story
   */
  <T> T make(String method, Object subject, Supplier<T> effect) {
    Actor me = scheduler.caller();
    me.requireLife();
    Hazard hazard = hazard(method, me);
    if (hazard == Hazard.CALL_SLOW) {
      scheduler.elapse(chance.between(1_000, (int) SLOWEST));
    }
    pace.travel(scheduler);
    if (hazard == Hazard.KILLED_BEFORE) {
      throw killed(me, method, subject, "before it");
    }
    if (hazard == Hazard.CALL_FAILS_BEFORE) {
      tell(me, method, subject, "✗ fails and does nothing");
      throw new ServiceFailure(method + " failed before its effect");
    }
    T result = effect(me, method, subject, effect);
    if (hazard == Hazard.CALL_REPEATED) {
      pace.travel(scheduler);
      tell(me, method, subject, "↻ is made once more");
      result = effect(me, method, subject, effect);
    }
    if (hazard == Hazard.KILLED_AFTER) {
      throw killed(me, method, subject, "after it");
    }
    if (hazard == Hazard.CALL_FAILS_AFTER) {
      tell(me, method, subject, "✗ is reported as failed");
      throw new ServiceFailure(method + " was reported as failed after its effect");
    }
    pace.travel(scheduler);
    return result;
  }

  /** As {@link #make} for a call without a result. */
  void make(String method, Object subject, Runnable effect) {
    make(
        method,
        subject,
        () -> {
          effect.run();
          return Nothing.NOTHING;
        });
  }

  private enum Nothing {
    NOTHING
  }

  private <T> T effect(Actor me, String method, Object subject, Supplier<T> effect) {
    try {
      T result = effect.get();
      if (story.isTold()) {
        tell(me, method, subject, result == Nothing.NOTHING ? "" : "→ " + Words.of(result));
      }
      return result;
    } catch (RuntimeException e) {
      if (story.isTold()) {
        tell(me, method, subject, "→ " + e);
      }
      throw e;
    } catch (Error e) {
      scheduler.fail(e);
      throw e;
    }
  }

  private @Nullable Hazard hazard(String method, Actor me) {
    Hazard scripted = strikes.at(method, me);
    if (scripted != null) {
      hazards.note();
      return scripted;
    }
    if (hazards.strikes(Hazard.KILLED_BEFORE)) {
      return Hazard.KILLED_BEFORE;
    }
    if (hazards.strikes(Hazard.KILLED_AFTER)) {
      return Hazard.KILLED_AFTER;
    }
    if (hazards.strikes(Hazard.CALL_FAILS_BEFORE)) {
      return Hazard.CALL_FAILS_BEFORE;
    }
    if (hazards.strikes(Hazard.CALL_FAILS_AFTER)) {
      return Hazard.CALL_FAILS_AFTER;
    }
    if (hazards.strikes(Hazard.CALL_REPEATED)) {
      return Hazard.CALL_REPEATED;
    }
    return hazards.strikes(Hazard.CALL_SLOW) ? Hazard.CALL_SLOW : null;
  }

  private Death killed(Actor me, String method, Object subject, String moment) {
    tell(me, method, subject, "✝ killed " + moment);
    return me.kill("killed " + moment + ": " + method);
  }

  private void tell(Actor me, String method, Object subject, String result) {
    if (story.isTold()) {
      story.tell(scheduler.now(), me, method + " " + Words.of(subject) + " " + result);
    }
  }
}
