package io.stackseed.chunk;

import java.time.Instant;

/**
 * Who wants a lease, and for how long.
 *
 * @param owner one invocation, and no other ever
 * @param now leases that ended before this instant are free
 * @param until past this instant the owner has no call under way, whatever happens to it
 */
public record LeaseRequest(String owner, Instant now, Instant until) {

  /** Leases without advance that a chunk or an object gets before its run fails. */
  public static final int MAX_ATTEMPTS = 3;
}
