package io.stackseed.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.benchmarks.CpuSample.Kind;
import io.stackseed.benchmarks.WritePath.Side;
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

    assertThatThrownBy(() -> WriteCpu.requireAll("a side", file, sent))
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
  void theLeastIsComparedWithTheBaselines() {
    CpuTable table = new CpuTable("plain");
    for (long micros : new long[] {30, 12, 11}) {
      table.add("ours", new CpuSample(Kind.WARM, 10, micros * 10_000));
    }
    table.add("ours", new CpuSample(Kind.COLD, 10, 400_000));
    for (long micros : new long[] {22, 23}) {
      table.add("plain", new CpuSample(Kind.WARM, 10, micros * 10_000));
    }
    table.add("plain", new CpuSample(Kind.COLD, 10, 1_000_000));

    assertThat(table.ratio("ours", Kind.WARM)).isEqualTo(0.5);
    assertThat(table.ratio("ours", Kind.COLD)).isEqualTo(0.4);
    assertThat(table.toString())
        .contains("11.0   (12.0, 30.0)    0.50", "22.0   (23.0, 23.0)    1.00");
  }

  private static byte[] request(String write) {
    return "{\"RequestItems\":{\"%s\":[%s]},\"ReturnConsumedCapacity\":\"TOTAL\"}"
        .formatted(CountingTable.NAME, write)
        .getBytes(UTF_8);
  }
}
