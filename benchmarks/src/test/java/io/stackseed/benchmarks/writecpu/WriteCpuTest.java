package io.stackseed.benchmarks.writecpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.writecpu.CpuSample.Kind;
import io.stackseed.benchmarks.writecpu.WritePath.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriteCpuTest {

  private final OrderFile file = WriteCpu.orders(1);

  @Test
  void bothSidesSendEveryOrderAndTheSame() throws IOException, InterruptedException {
    WriteCpu.verify(file);
  }

  @Test
  void whatIsNotSentIsFoundMissing() {
    SentItems sent = new SentItems();
    sent.add(request("{\"PutRequest\":{\"Item\":{\"customerId\":{\"S\":\"C-1\"}}}}"));

    assertThatThrownBy(() -> WriteCpu.requireAll("a side", file, sent, 0))
        .hasMessageStartingWith("a side: of 1,000 orders 1 arrived");
  }

  @Test
  void oneValueOfAnotherTypeIsFound() {
    SentItems sent = new SentItems();
    SentItems other = new SentItems();
    sent.add(request("{\"PutRequest\":{\"Item\":{\"paid\":{\"S\":\"1\"}}}}"));
    other.add(request("{\"PutRequest\":{\"Item\":{\"paid\":{\"N\":\"1\"}}}}"));

    assertThat(sent.contentChecksum()).isNotEqualTo(other.contentChecksum());
  }

  @ParameterizedTest
  @EnumSource
  void aForkTellsItsSamples(Side side) throws IOException, InterruptedException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (StubDynamoDb stub = new StubDynamoDb(body -> {})) {
      new WriteCpuFork(side.open(stub.endpoint()), new PrintStream(printed, true, UTF_8))
          .run(file, file, 1, 2);
    }

    List<CpuSample> samples = printed.toString(UTF_8).lines().map(CpuSample::parse).toList();
    assertThat(samples)
        .extracting(CpuSample::kind)
        .containsExactly(Kind.COLD, Kind.WARM, Kind.WARM);
    assertThat(samples).extracting(CpuSample::items).containsOnly(file.orders());
  }

  @Test
  void ordersOfOtherContentAreFound() throws IOException, InterruptedException {
    SentItems sent = new SentItems();
    try (StubDynamoDb stub = new StubDynamoDb(sent::add)) {
      WritePath path = Side.PLAIN.open(stub.endpoint());
      path.prepare(file);
      path.load(file);
    }

    long other = sent.contentChecksum() + 1;
    assertThatThrownBy(() -> WriteCpu.requireAll("a side", file, sent, other))
        .hasMessage("a side does not send what the plain loop sends");
  }

  @Test
  void whoDoesNotAskForItsConsumptionIsFound() {
    SentItems sent = new SentItems();
    assertThat(sent.asksForCapacity()).isTrue();

    sent.add("{\"RequestItems\":{}}".getBytes(UTF_8));

    assertThat(sent.asksForCapacity()).isFalse();
  }

  private static byte[] request(String write) {
    return "{\"RequestItems\":{\"%s\":[%s]},\"ReturnConsumedCapacity\":\"TOTAL\"}"
        .formatted(CountingTable.NAME, write)
        .getBytes(UTF_8);
  }
}
