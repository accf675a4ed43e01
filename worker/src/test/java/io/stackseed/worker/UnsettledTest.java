package io.stackseed.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.format.RawRecord;
import io.stackseed.format.Reject;
import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.ItemKey;
import io.stackseed.item.RejectCode;
import io.stackseed.item.Value;
import io.stackseed.worker.Unsettled.Fate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnsettledTest {
  private static final RawRecord RAW = new RawRecord(Binary.of(new byte[3]), false);

  @Test
  void anItemTakesAUnitForEachKibibyteThatItBegins() {
    assertThat(ofSize(1).tableUnits()).isEqualTo(1);
    assertThat(ofSize(1024).tableUnits()).isEqualTo(1);
    assertThat(ofSize(1025).tableUnits()).isEqualTo(2);
  }

  @Test
  void holdsItsRecordAndItsItem() {
    Unsettled reject = record();
    reject.rejected(new Reject(0, RejectCode.NOT_JSON, "no"), RAW);
    assertThat(reject.heldBytes()).isEqualTo(3);
    assertThat(ofSize(100).heldBytes()).isEqualTo(103);
  }

  @Test
  void whatItReplacedIsWrittenWithIt() {
    Unsettled first = ofSize(1);
    Unsettled second = ofSize(1);
    Unsettled last = ofSize(1);
    second.replaces(first);
    last.replaces(second);

    last.written();

    assertThat(first.fate()).isEqualTo(Fate.WRITTEN);
    assertThat(second.fate()).isEqualTo(Fate.WRITTEN);
  }

  @Test
  void whatItReplacedIsFreeAgainWhenItIsRejected() {
    Unsettled first = ofSize(1);
    Unsettled second = ofSize(1);
    second.replaces(first);

    second.rejected(new Reject(0, RejectCode.REFUSED, "no"));

    assertThat(first.fate()).isNull();
    assertThat(second.replaced()).isNull();
  }

  @Test
  void aRecordWithoutAnItemIsNotAskedForOne() {
    assertThatThrownBy(record()::item).isInstanceOf(IllegalStateException.class);
  }

  private static Unsettled record() {
    return new Unsettled(0, 0);
  }

  private static Unsettled ofSize(int bytes) {
    Unsettled record = record();
    Value value = new Value.S("x".repeat(bytes - 1));
    record.become(new Item(Map.of("k", value)), new ItemKey(value, null), RAW);
    return record;
  }
}
