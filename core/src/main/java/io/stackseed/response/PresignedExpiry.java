package io.stackseed.response;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a presigned S3 URL ends: signature version 4 says since when and for how many seconds,
 * version 2 says until when.
 */
final class PresignedExpiry {
  private static final DateTimeFormatter BASIC_ISO =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Ten digits of seconds reach the year 2286 and cannot overflow an {@link Instant}. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

  private PresignedExpiry() {}

  /** Empty if the query says nothing, or nonsense. */
  static Optional<Instant> of(String rawQuery) {
    return version4(rawQuery).or(() -> version2(rawQuery));
  }

  private static Optional<Instant> version4(String rawQuery) {
    return parameter(rawQuery, "X-Amz-Date")
        .flatMap(PresignedExpiry::instant)
        .flatMap(signedAt -> seconds(rawQuery, "X-Amz-Expires").map(signedAt::plusSeconds));
  }

  private static Optional<Instant> version2(String rawQuery) {
    return seconds(rawQuery, "Expires").map(Instant::ofEpochSecond);
  }

  private static Optional<Instant> instant(String basicIso) {
    try {
      return Optional.of(LocalDateTime.parse(basicIso, BASIC_ISO).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> seconds(String rawQuery, String name) {
    return parameter(rawQuery, name)
        .filter(value -> SECONDS.matcher(value).matches())
        .map(Long::valueOf);
  }

  private static Optional<String> parameter(String rawQuery, String name) {
    String start = name + "=";
    for (String parameter : rawQuery.split("&", -1)) {
      if (parameter.regionMatches(true, 0, start, 0, start.length())) {
        return Optional.of(parameter.substring(start.length()));
      }
    }
    return Optional.empty();
  }
}
