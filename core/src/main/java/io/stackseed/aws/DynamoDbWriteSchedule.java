package io.stackseed.aws;

import io.stackseed.run.WriteSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code RUN#<runId>} / {@code SCHEDULE}, version 1: {@code freeAt}, the end of what is reserved,
 * in microseconds of the epoch. It is no part of any transaction, so that reserving meets no
 * conflict.
 */
final class DynamoDbWriteSchedule implements WriteSchedule {
  private static final String FREE_AT = "freeAt";

  private final ProgressTable table;

  DynamoDbWriteSchedule(ProgressTable table) {
    this.table = table;
  }

  @Override
  public Slot reserve(String runId, Duration takes, Instant now, Instant latest) {
    // Which of the two conditions holds may change between the calls, but not for ever: time that
    // was free a moment ago is reserved by somebody, and somebody gets on.
    while (true) {
      Optional<Map<String, AttributeValue>> behindOthers =
          table.update(
              schedule(runId)
                  .update("SET freeAt = freeAt + :takes")
                  .condition("freeAt > :now AND freeAt < :latest")
                  .value(":takes", micros(takes))
                  .value(":now", micros(now))
                  .value(":latest", micros(latest)));
      if (behindOthers.isPresent()) {
        return new Slot(freeAt(behindOthers.get()).minus(takes), true);
      }
      Optional<Map<String, AttributeValue>> atOnce =
          table.update(
              schedule(runId)
                  .update("SET v = :one, freeAt = :end, expiresAt = :expiresAt")
                  .condition("attribute_not_exists(freeAt) OR freeAt <= :now")
                  .value(":one", Attributes.n(1))
                  .value(":now", micros(now))
                  .value(":end", micros(now.plus(takes)))
                  .value(":expiresAt", ProgressTable.expiry(now)));
      if (atOnce.isPresent()) {
        return new Slot(now, true);
      }
      Optional<Instant> freeAt =
          table.item(Keys.schedule(runId)).map(DynamoDbWriteSchedule::freeAt);
      if (freeAt.isPresent() && !freeAt.get().isBefore(latest)) {
        return new Slot(freeAt.get(), false);
      }
    }
  }

  private Write schedule(String runId) {
    return table.write(Keys.schedule(runId));
  }

  private static Instant freeAt(Map<String, AttributeValue> item) {
    return Instant.EPOCH.plus(Attributes.read(item).number(FREE_AT), ChronoUnit.MICROS);
  }

  private static AttributeValue micros(Instant instant) {
    return Attributes.n(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }

  private static AttributeValue micros(Duration duration) {
    return Attributes.n(Math.max(1, duration.toNanos() / 1000));
  }
}
