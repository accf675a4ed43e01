package io.stackseed.testing;

import io.stackseed.run.InMemoryRunStore;

/** How a call to the progress table breaks, once. */
public enum Crash {
  /** It throws and changes nothing. */
  FAILED_BEFORE {
    @Override
    void next(InMemoryRunStore runs, String method) {
      runs.failBefore(method, 1);
    }
  },
  /** It does what it should and throws all the same: the reply is lost. */
  FAILED_AFTER {
    @Override
    void next(InMemoryRunStore runs, String method) {
      runs.meanwhile(method, () -> runs.failAfter(method, 1));
    }
  },
  /** The process ends before it. */
  KILLED_BEFORE {
    @Override
    void next(InMemoryRunStore runs, String method) {
      runs.killBefore(method);
    }
  },
  /** The process ends after it. */
  KILLED_AFTER {
    @Override
    void next(InMemoryRunStore runs, String method) {
      runs.meanwhile(method, () -> runs.killAfter(method));
    }
  };

  abstract void next(InMemoryRunStore runs, String method);

  /**
   * Breaks the nth call from now.
   *
   * @param nth from 1
   */
  public void at(InMemoryRunStore runs, String method, int nth) {
    if (nth == 1) {
      next(runs, method);
    } else {
      runs.meanwhile(method, () -> at(runs, method, nth - 1));
    }
  }
}
