package io.stackseed.response;

/**
 * The two values CloudFormation accepts in a response's {@code Status}, spelt as it spells them.
 */
public enum ResponseStatus {
  SUCCESS,
  FAILED
}
