package io.stackseed.reject;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many records of a run may be rejected. */
public sealed interface MaxRejected {
  /** The limit of whoever sets none: not one record. */
  static MaxRejected none() {
    return new Count(0);
  }

  /**
   * Reads what {@link #text} gives, or a user writes.
   *
   * @throws IllegalArgumentException if it is neither a whole number nor a percentage from 0% to
   *     100%
   */
  static MaxRejected parse(String text) {
    if (text.matches("[0-9]{1,18}")) {
      return new Count(Long.parseLong(text));
    }
    if (text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%")) {
      return new Percentage(new BigDecimal(text.substring(0, text.length() - 1)));
    }
    throw new IllegalArgumentException("neither a whole number nor a percentage");
  }

  /** Whether a run may go on that has rejected so many; how many will follow is not known. */
  boolean allowsSoFar(long rejected);

  /**
   * Whether so many are allowed.
   *
   * @param recordsRead all records of the run
   */
  default boolean allows(long rejected, long recordsRead) {
    return rejected <= of(recordsRead);
  }

  /** How many are allowed of so many. */
  long of(long recordsRead);

  /** As it is written and stored: {@code 5} or {@code 2.5%}. */
  String text();

  /** So many, whatever the source holds. */
  record Count(long records) implements MaxRejected {
    public Count {
      if (records < 0) {
        throw new IllegalArgumentException(records + " records");
      }
    }

    @Override
    public boolean allowsSoFar(long rejected) {
      return rejected <= records;
    }

    @Override
    public long of(long recordsRead) {
      return records;
    }

    @Override
    public String text() {
      return Long.toString(records);
    }
  }

  /** A part of the records read, judged once all are. */
  record Percentage(BigDecimal percent) implements MaxRejected {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    public Percentage {
      if (percent.signum() < 0 || percent.compareTo(WHOLE) > 0) {
        throw new IllegalArgumentException(percent + "%");
      }
    }

    /** Only of none at all is it known before the end that it is exceeded. */
    @Override
    public boolean allowsSoFar(long rejected) {
      return percent.signum() > 0 || rejected == 0;
    }

    @Override
    public long of(long recordsRead) {
      return percent
          .multiply(BigDecimal.valueOf(recordsRead))
          .divide(WHOLE, 0, RoundingMode.FLOOR)
          .longValueExact();
    }

    @Override
    public String text() {
      return percent.toPlainString() + "%";
    }
  }
}
