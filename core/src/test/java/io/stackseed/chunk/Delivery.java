package io.stackseed.chunk;

/**
 * A message as a queue hands it out.
 *
 * @param receipt another one for each delivery
 */
public record Delivery<M>(String receipt, M message) {}
