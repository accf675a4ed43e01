package io.stackseed.local.deployed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.local.lambda.Crashes;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Kills, of the workers of each chunk, at most the first: whether, and after how many calls, is the
 * seed's choice and the chunk's.
 */
final class MortalWorkers implements Crashes {

  private static final JsonMapper JSON = new JsonMapper();

  private final long seed;
  private final double share;
  private final int mostCalls;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /**
   * @param share of the chunks whose first worker dies
   * @param mostCalls after which it does
   */
  MortalWorkers(long seed, double share, int mostCalls) {
    this.seed = seed;
    this.share = share;
    this.mostCalls = mostCalls;
  }

  @Override
  public OptionalInt callsBeforeDeath(String event) {
    String body = body(event);
    if (!seen.add(body)) {
      return OptionalInt.empty();
    }
    // Of its own for each chunk: workers come in any order.
    Random random = new Random(seed * 31 + chunk(body));
    return random.nextDouble() < share
        ? OptionalInt.of(random.nextInt(mostCalls + 1))
        : OptionalInt.empty();
  }

  private static String body(String event) {
    try {
      return JSON.readTree(event).at("/Records/0/body").textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(event, e);
    }
  }

  private static int chunk(String body) {
    try {
      return JSON.readTree(body).path("chunk").asInt();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
  }
}
