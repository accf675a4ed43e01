package io.stackseed.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.format.Compressing;
import io.stackseed.format.Compression;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.item.CallFate;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import io.stackseed.item.WriteMode;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.reject.RejectedRecord;
import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Continuation;
import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import io.stackseed.shape.Shaping;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Fakes;
import io.stackseed.testing.Seeds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A chunk that is given back any number of times, and whose attempts fail at any call, comes to the
 * table, counts and report of one that is loaded in one go.
 */
class ContinuationPropertyTest {
  private static final ChunkId CHUNK = new ChunkId("run-1", 0, 0);
  private static final int MOST_LEASES = 2_000;

  private final Fakes fakes = new Fakes();
  private final ChunkLoader loader = Workers.loader(fakes, fakes.objects);
  private int leases;

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void countsTableAndReportAreThoseOfOneGo(long seed, int size)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    List<String> lines = lines(random, size * 3);
    WriteMode mode = random.nextBoolean() ? WriteMode.OVERWRITE : WriteMode.SKIP_EXISTING;
    Load load = load(random.nextInt(3), lines, mode);
    fakes.tables.settleInOrder(random::nextInt);
    fakes.tables.laterCalls(() -> fate(random));

    Continuation all = loadInManyLeases(load);

    long rejected = lines.stream().filter(line -> !line.contains("id")).count();
    assertThat(all.counts())
        .isEqualTo(
            new Counts(
                lines.size(),
                lines.size() - rejected,
                0,
                rejected,
                0,
                source(load).sizeBytes(),
                all.counts().writeUnits()));
    assertThat(all.counts().writeUnits()).isLessThanOrEqualTo(fakes.tables.writeUnits());
    assertThat(fakes.tables.items("orders")).hasSameElementsAs(items(lines));
    List<RejectedRecord> reported = reported(all.rejects());
    assertThat(reported)
        .extracting(RejectedRecord::number)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, lines.size())
                .filter(number -> !lines.get((int) number - 1).contains("id"))
                .boxed()
                .toList());
    if (all.rejects() != null) {
      assertThat(all.rejects().first().offset()).isEqualTo(reported.get(0).offset());
    }
  }

  private List<RejectedRecord> reported(@Nullable ChunkRejects rejects) {
    return rejects == null ? List.of() : fakes.report.records("ingest", rejects.reportFiles());
  }

  private Continuation loadInManyLeases(Load load) throws IOException, InterruptedException {
    ByteRange range = source(load).wholeRange();
    Continuation soFar = Continuation.start(range);
    while (true) {
      leases++;
      assertThat(leases).as("leases").isLessThan(MOST_LEASES);
      Instant until = fakes.time.now().plus(Duration.ofSeconds(12));
      try {
        Loading loading =
            loader.load(
                load,
                (SourceFile) load.source(),
                new ChunkMessage(CHUNK, range),
                soFar,
                "owner-" + leases,
                () -> true,
                until);
        if (loading.halt() == null) {
          return loading.soFar();
        }
        assertThat(loading.soFar().counts().recordsRead())
            .isGreaterThanOrEqualTo(soFar.counts().recordsRead());
        soFar = loading.soFar();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageMatching("call .*|no time is left for a call");
      }
      fakes.time.advance(Duration.ofSeconds(20));
    }
  }

  /** The call is taken, in part or not at all, is slow, or fails before its effect or after it. */
  private CallFate fate(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> CallFate.throttling();
      case 1, 2 -> CallFate.taking(1 + random.nextInt(3));
      case 3 -> random.nextInt(3) == 0 ? CallFate.before(() -> fail("call lost")) : slow();
      case 4 -> random.nextInt(3) == 0 ? CallFate.after(() -> fail("call unheard of")) : slow();
      case 5, 6 -> slow();
      default -> CallFate.taken();
    };
  }

  private CallFate slow() {
    return CallFate.after(() -> fakes.time.advance(Duration.ofMillis(900)));
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  /** Every id stands for one item, so that whichever of its records is written last is the same. */
  private static List<String> lines(Random random, int count) {
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < count; line++) {
      int id = random.nextInt(count);
      lines.add(
          random.nextInt(8) == 0
              ? "{\"name\":\"no key, and of length " + "x".repeat(random.nextInt(5)) + "\"}"
              : "{\"id\":\"%d\",\"v\":%d.0}".formatted(id, id));
    }
    return lines;
  }

  private static List<Item> items(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("id"))
        .map(line -> line.split("\"", -1)[3])
        .distinct()
        .map(id -> new Item(Map.of("id", new Value.S(id), "v", new Value.N(id + ".0"))))
        .toList();
  }

  private Load load(int kind, List<String> lines, WriteMode mode) throws IOException {
    fakes.tables.create(Fakes.ORDERS);
    byte[] text = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    byte[] array = ("[" + String.join(",\n", lines) + "]").getBytes(UTF_8);
    Layout layout = Layout.of(kind == 0 ? Format.JSON : Format.JSON_LINES, 0);
    fakes.objects.put(
        "ingest",
        "orders",
        switch (kind) {
          case 0 -> array;
          case 1 -> text;
          default -> Compressing.whole(Compression.GZIP, text);
        });
    return new Load(
        new SourceFile(
            fakes.objects.describe(new SourceLocation("ingest", "orders"), null),
            kind == 2 ? new Layout(Format.JSON_LINES, Compression.GZIP, false, 0, null) : layout),
        Fakes.ORDERS,
        Shaping.NONE,
        false,
        4 << 20,
        true,
        MaxRejected.none(),
        new WriteOptions(mode, null),
        "ingest",
        "hash",
        null);
  }

  private static SourceObject source(Load load) {
    return ((SourceFile) load.source()).object();
  }
}
