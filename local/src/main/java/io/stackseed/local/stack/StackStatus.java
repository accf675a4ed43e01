package io.stackseed.local.stack;

/** CloudFormation's own names for where a stack is. */
public enum StackStatus {
  CREATE_IN_PROGRESS,
  CREATE_COMPLETE,
  CREATE_FAILED,
  ROLLBACK_COMPLETE,
  ROLLBACK_FAILED,
  UPDATE_IN_PROGRESS,
  UPDATE_COMPLETE,
  UPDATE_ROLLBACK_COMPLETE,
  UPDATE_ROLLBACK_FAILED,
  DELETE_IN_PROGRESS,
  DELETE_COMPLETE,
  DELETE_FAILED;

  /** Whether what was asked has been done. */
  public boolean succeeded() {
    return this == CREATE_COMPLETE || this == UPDATE_COMPLETE || this == DELETE_COMPLETE;
  }

  boolean inProgress() {
    return this == CREATE_IN_PROGRESS || this == UPDATE_IN_PROGRESS || this == DELETE_IN_PROGRESS;
  }
}
