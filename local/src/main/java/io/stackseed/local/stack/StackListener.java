package io.stackseed.local.stack;

import java.time.Duration;

/** Learns how a stack operation goes; called on the thread that carries it out. */
public interface StackListener {

  /** Hears nothing. */
  StackListener SILENT = event -> {};

  /** A resource changed its status. */
  void resourceEvent(StackEvent event);

  /** A custom resource has not answered yet; about once a second. */
  default void waiting(String stackName, String logicalId, Duration elapsed) {}
}
