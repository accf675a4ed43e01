package io.stackseed.simulation;

import io.stackseed.response.Delivery;
import io.stackseed.response.PresignedUrl;
import io.stackseed.response.ResponseSender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The way of an answer to the bucket that CloudFormation listens at. */
final class ResponsePath implements ResponseSender {
  private final Scheduler scheduler;
  private final Calls calls;
  private final Pace pace;
  private final Hazards hazards;
  private final Chance chance;
  private final Bucket bucket;

  /** Where presigned URLs lead. */
  @FunctionalInterface
  interface Bucket {
    /** Called as the PUT arrives; false if the URL has expired. */
    boolean put(@Nullable Actor sender, String url, String body);
  }

  ResponsePath(
      Scheduler scheduler, Calls calls, Pace pace, Hazards hazards, Chance chance, Bucket bucket) {
    this.scheduler = scheduler;
    this.calls = calls;
    this.pace = pace;
    this.hazards = hazards;
    this.chance = chance;
    this.bucket = bucket;
  }

  @Override
  public Delivery send(PresignedUrl url, byte[] body, Instant until) {
    String text = new String(body, StandardCharsets.UTF_8);
    Put[] sent = new Put[1];
    Put put =
        calls.make(
            "send",
            url,
            () -> {
              // What is made once more is the same to whoever waits for it.
              sent[0] = sent[0] == null ? begin(until.toEpochMilli()) : sent[0];
              putOnItsWay(sent[0], url, text);
              return sent[0];
            });
    long wait = put.settlesAt - scheduler.millis();
    if (wait > 0) {
      scheduler.elapse(wait);
    } else if (put.delivery == null && put.lands) {
      scheduler.elapse(0);
    }
    return put.heard && put.delivery != null ? put.delivery : Delivery.UNREACHABLE;
  }

  /** One PUT, and what its sender hears of it. */
  private static final class Put {
    private final long settlesAt;
    private final boolean lands;
    private final boolean heard;
    private @Nullable Delivery delivery;

    Put(long settlesAt, boolean lands, boolean heard) {
      this.settlesAt = settlesAt;
      this.lands = lands;
      this.heard = heard;
    }

    @Override
    public String toString() {
      return heard ? "on its way" : lands ? "on its way, unheard" : "lost";
    }
  }

  private Put begin(long until) {
    long now = scheduler.millis();
    if (now >= until) {
      return new Put(now, false, false);
    }
    boolean lost = hazards.strikes(Hazard.PUT_LOST);
    boolean unheard = !lost && hazards.strikes(Hazard.PUT_UNHEARD);
    boolean slow = lost || unheard || hazards.strikes(Hazard.PUT_SLOW);
    return new Put(slow ? until : Math.min(until, now + pace.millis()), !lost, !lost && !unheard);
  }

  /** From here on it arrives whatever becomes of its sender. */
  private void putOnItsWay(Put put, PresignedUrl url, String body) {
    long window = put.settlesAt - scheduler.millis();
    if (!put.lands || window <= 0) {
      return;
    }
    Actor sender = scheduler.caller();
    scheduler.after(
        chance.below((int) window),
        () ->
            put.delivery =
                bucket.put(sender, url.revealForStorage(), body)
                    ? Delivery.ACCEPTED
                    : Delivery.REFUSED);
  }
}
