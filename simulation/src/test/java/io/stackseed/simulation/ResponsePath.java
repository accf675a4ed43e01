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
    Put put = calls.make("send", url, () -> begin(url, body, until.toEpochMilli()));
    long wait = put.settlesAt - scheduler.millis();
    if (wait > 0) {
      scheduler.elapse(wait);
    } else if (put.delivery == null && put.lands) {
      scheduler.elapse(0);
    }
    return put.heard && put.delivery != null ? put.delivery : Delivery.UNREACHABLE;
  }

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

  /** It is on its way from here on, whatever becomes of its sender. */
  private Put begin(PresignedUrl url, byte[] body, long until) {
    long now = scheduler.millis();
    if (now >= until) {
      return new Put(now, false, false);
    }
    boolean lost = hazards.strikes(Hazard.PUT_LOST);
    boolean unheard = !lost && hazards.strikes(Hazard.PUT_UNHEARD);
    boolean slow = lost || unheard || hazards.strikes(Hazard.PUT_SLOW);
    Put put =
        new Put(slow ? until : Math.min(until, now + pace.millis()), !lost, !lost && !unheard);
    if (!lost) {
      Actor sender = scheduler.caller();
      String text = new String(body, StandardCharsets.UTF_8);
      scheduler.at(
          now + chance.below((int) (put.settlesAt - now)),
          () ->
              put.delivery =
                  bucket.put(sender, url.revealForStorage(), text)
                      ? Delivery.ACCEPTED
                      : Delivery.REFUSED);
    }
    return put;
  }
}
