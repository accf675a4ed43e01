package io.stackseed.local.stack;

/**
 * One line of a stack's history.
 *
 * @param status CloudFormation's word, such as {@code CREATE_COMPLETE}
 * @param reason empty unless something failed
 */
public record StackEvent(
    String stackName, String logicalId, String type, String status, String reason) {}
