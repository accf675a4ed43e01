package io.stackseed.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.item.Binary;
import io.stackseed.item.ItemKey;
import io.stackseed.item.Value;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenKeysTest {
  private long offset;

  @Test
  void tellsWhichKeysComeAgainAndWhereTheFirstDoes() {
    SeenKeys keys = new SeenKeys(100);

    add(keys, "a");
    add(keys, "b");
    add(keys, "a");
    add(keys, "a");

    assertThat(keys.repeated()).isEqualTo(2);
    assertThat(keys.firstRepeated()).isEqualTo(new Place("f", 3));
    assertThat(keys.remembered()).isEqualTo(2);
    assertThat(keys.isComplete()).isTrue();
  }

  @Test
  void numbersAreEqualByValue() {
    SeenKeys keys = new SeenKeys(100);

    add(keys, new ItemKey(new Value.S("a"), new Value.N("1")));
    add(keys, new ItemKey(new Value.S("a"), new Value.N("1.0")));
    add(keys, new ItemKey(new Value.S("a"), new Value.N("10")));

    assertThat(keys.repeated()).isEqualTo(1);
  }

  @Test
  void whereThePartitionKeyEndsMatters() {
    SeenKeys keys = new SeenKeys(100);

    add(keys, new ItemKey(new Value.S("ab"), new Value.S("c")));
    add(keys, new ItemKey(new Value.S("a"), new Value.S("bc")));
    add(keys, new ItemKey(new Value.B(Binary.of(new byte[] {1})), new Value.S("bc")));

    assertThat(keys.repeated()).isZero();
  }

  @Test
  void pastItsLimitItKnowsOnlyTheKeysBefore() {
    SeenKeys keys = new SeenKeys(2);
    add(keys, "a");
    add(keys, "b");
    assertThat(keys.isComplete()).isTrue();

    add(keys, "c");
    add(keys, "c");
    add(keys, "b");

    assertThat(keys.isComplete()).isFalse();
    assertThat(keys.remembered()).isEqualTo(2);
    assertThat(keys.repeated()).isEqualTo(1);
  }

  @Test
  void agreesWithASetOverManyKeys() {
    Random random = new Random(1);
    SeenKeys keys = new SeenKeys(Long.MAX_VALUE);
    Set<String> naive = new HashSet<>();
    long repeated = 0;
    for (int i = 0; i < 100_000; i++) {
      String key = Integer.toString(random.nextInt(80_000));
      add(keys, key);
      repeated += naive.add(key) ? 0 : 1;
    }

    assertThat(keys.repeated()).isEqualTo(repeated);
    assertThat(keys.remembered()).isEqualTo(naive.size());
  }

  private void add(SeenKeys keys, String key) {
    add(keys, new ItemKey(new Value.S(key), null));
  }

  private void add(SeenKeys keys, ItemKey key) {
    offset++;
    keys.add(key, new Place("f", offset));
  }
}
