package io.stackseed.local.lambda;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** A function's execution environments: made when all others are busy, reused when free. */
final class ExecutionEnvironments {

  private final String handler;
  private final Map<String, String> variables;
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private int created;
  private boolean retired;
  private Crashes crashes = Crashes.NONE;

  /**
   * @param variables that a handler finds in its environment
   */
  ExecutionEnvironments(String handler, Map<String, String> variables) {
    this.handler = handler;
    this.variables = variables;
  }

  synchronized int created() {
    return created;
  }

  synchronized Crashes crashes() {
    return crashes;
  }

  /** Those that are there already cannot die, and are not reused any more. */
  synchronized void crash(Crashes newCrashes) {
    crashes = newCrashes;
  }

  /** One that is free, or a new one; throws what its initialisation throws. */
  ExecutionEnvironment take() throws Throwable {
    boolean mortal;
    synchronized (this) {
      mortal = crashes != Crashes.NONE;
      idle.removeIf(environment -> mortal && environment.lifeline() == null);
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    Lifeline lifeline = mortal ? new Lifeline(variables) : null;
    Handler made = Handler.create(handler, lifeline == null ? variables : lifeline.variables());
    synchronized (this) {
      created++;
    }
    return new ExecutionEnvironment(made, lifeline);
  }

  /** The environment is free again. */
  synchronized void giveBack(ExecutionEnvironment environment) {
    if (retired) {
      environment.close();
    } else {
      idle.push(environment);
    }
  }

  /** None is used any more, but for those that are busy. */
  synchronized void retire() {
    retired = true;
    idle.forEach(ExecutionEnvironment::close);
    idle.clear();
  }
}
