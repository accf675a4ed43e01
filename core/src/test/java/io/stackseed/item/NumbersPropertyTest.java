package io.stackseed.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.testing.Seeds;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Against BigDecimal, over exponents that it can bear. */
class NumbersPropertyTest {

  private static final BigDecimal LEAST = new BigDecimal("1E-130");
  private static final BigDecimal TOO_MUCH = new BigDecimal("1E126");

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void agreesWithBigDecimal(long seed, int size) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String text = number(random, size);
      BigDecimal value = new BigDecimal(text);

      assertThat(Numbers.problem(text).isEmpty()).as("%s is fine", text).isEqualTo(isFine(value));
      BigDecimal canonical = new BigDecimal(Numbers.canonical(text));
      assertThat(canonical).as("canonical form of %s", text).isEqualByComparingTo(value);
      assertThat(canonical.precision())
          .as("digits of %s", text)
          .isEqualTo(value.signum() == 0 ? 1 : value.stripTrailingZeros().precision());
    }
  }

  private static boolean isFine(BigDecimal value) {
    BigDecimal magnitude = value.abs();
    return value.signum() == 0
        || (value.stripTrailingZeros().precision() <= 38
            && magnitude.compareTo(LEAST) >= 0
            && magnitude.compareTo(TOO_MUCH) < 0);
  }

  private static String number(Random random, int size) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    appendDigits(text, random, size);
    if (random.nextBoolean()) {
      appendDigits(text.append('.'), random, size);
    }
    if (random.nextBoolean()) {
      text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-170, 170));
    }
    return text.toString();
  }

  private static void appendDigits(StringBuilder text, Random random, int size) {
    int count = 1 + random.nextInt(Math.min(45, size + 1));
    boolean zeros = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      text.append(zeros ? 0 : random.nextInt(10));
    }
  }
}
