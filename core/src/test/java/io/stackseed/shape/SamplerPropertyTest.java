package io.stackseed.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stackseed.format.ParsedItem;
import io.stackseed.format.ParsedRecord;
import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import io.stackseed.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

class SamplerPropertyTest {

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void aSmallerSampleIsAPartOfALargerOneAndEachIsTheSameEveryTime(long seed, int size) {
    Random random = new Random(seed);
    BigDecimal small = percent(random);
    BigDecimal large = percent(random).max(small);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < 10 * size; i++) {
      values.add(value(random));
    }

    Set<Integer> inSmall = sample(small, values);

    assertThat(sample(large, values)).containsAll(inSmall);
    assertThat(sample(small, values)).isEqualTo(inSmall);
  }

  /** Whatever file it is in, whatever is around it, and whatever its type is. */
  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void whatSharesTheValueStaysTogetherHoweverItIsWritten(long seed, int size) {
    Random random = new Random(seed);
    BigDecimal percent = percent(random);
    for (int i = 0; i < size; i++) {
      BigDecimal number = number(random);
      boolean taken = takes(percent, "id", new Value.N(number.toString()), random);
      String plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();

      assertThat(
              List.of(
                  takes(percent, "customerId", new Value.N(number.toPlainString()), random),
                  takes(percent, "id", new Value.N(scientific(number, random)), random),
                  takes(percent, "customer", new Value.S(plain), random)))
          .as(number.toString())
          .containsOnly(taken);
    }
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void asManyAreTakenAsWereAskedFor(long seed, int size) {
    Random random = new Random(seed);
    BigDecimal percent = BigDecimal.valueOf(random.nextInt(1, 100));
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      values.add(new Value.S("customer-%d-%d".formatted(seed, i)));
    }

    // Six standard deviations of the worst case, a half: no seed is that unlucky.
    assertThat(sample(percent, values).size() / 100.0)
        .isCloseTo(percent.doubleValue(), within(3.0));
  }

  private static Set<Integer> sample(BigDecimal percent, List<Value> values) {
    Sampler sampler = new Sampler(percent);
    Set<Integer> taken = new TreeSet<>();
    for (int i = 0; i < values.size(); i++) {
      byte[] canonical = Sampler.canonical(values.get(i));
      if (canonical != null && sampler.takes(canonical)) {
        taken.add(i);
      }
    }
    return taken;
  }

  private static boolean takes(BigDecimal percent, String attribute, Value value, Random random) {
    ParsedRecord record =
        new ParsedItem(
            random.nextInt(1000), new Item(Map.of(attribute, value, "other", value(random))));
    return new Shaper(new Sampling(attribute, percent), List.of()).shaped(record) == record;
  }

  private static BigDecimal percent(Random random) {
    return BigDecimal.valueOf(random.nextLong(1, 100_000_000), 6);
  }

  private static Value value(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Value.N(number(random).toString());
      case 1 -> new Value.S(text(random));
      default -> new Value.B(Binary.of(text(random).getBytes(StandardCharsets.UTF_16)));
    };
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(12), 'a', 'ÿ')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static BigDecimal number(Random random) {
    return new BigDecimal(
        new BigInteger(random.nextInt(1, 120), random).subtract(BigInteger.valueOf(1000)),
        random.nextInt(-60, 80));
  }

  private static String scientific(BigDecimal number, Random random) {
    int zeros = random.nextInt(10);
    return number.unscaledValue() + "0".repeat(zeros) + "E" + (-number.scale() - zeros);
  }
}
