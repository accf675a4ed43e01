package io.stackseed.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.stackseed.cli.output.BytesProgress;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.format.LineRanges;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.run.Counts;
import io.stackseed.run.Load;
import io.stackseed.run.SourceFile;
import io.stackseed.shape.HashKeys;
import io.stackseed.shape.Shapers;
import io.stackseed.shape.Shaping;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import io.stackseed.testing.Fakes;
import io.stackseed.testing.Seeds;
import io.stackseed.worker.LoadedChunks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A validation counts what loading the same file comes to, however it is cut. */
class ValidationPropertyTest {
  private static final Target TARGET =
      new Target(new KeySchema(new KeyAttribute("id", KeyType.S), null), List.of(), null);

  @TempDir private Path folder;

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void countsOfLinesAreThoseOfALoad(long seed, int size) throws Exception {
    Random random = new Random(seed);
    Path path = folder.resolve("lines.jsonl");
    List<String> records = records(random, 8 * size, true);
    Files.writeString(path, String.join("\n", records) + "\n");
    LocalFile local = new LocalFile(path);
    SourceObject object = local.describe();
    LineRanges ranges = new LineRanges(0, object.sizeBytes(), 1 + random.nextInt(4000));
    List<ByteRange> chunks = new ArrayList<>();
    for (long i = 0; i < ranges.count(); i++) {
      chunks.add(ranges.range(i));
    }

    assertAgrees(path, records, Layout.of(Format.JSON_LINES, 0), chunks);
  }

  @ParameterizedTest(name = "seed {0}, size {1}")
  @ArgumentsSource(Seeds.class)
  void countsOfAnArrayAreThoseOfALoad(long seed, int size) throws Exception {
    Path path = folder.resolve("array.json");
    List<String> records = records(new Random(seed), 8 * size, false);
    Files.writeString(path, "[" + String.join(",\n", records) + "]");

    assertAgrees(
        path,
        records,
        Layout.of(Format.JSON, 0),
        List.of(new LocalFile(path).describe().wholeRange()));
  }

  private static void assertAgrees(
      Path path, List<String> records, Layout layout, List<ByteRange> chunks) throws Exception {
    Findings findings = new Findings(TARGET, 10, 1_000_000, Fakes.START);
    FileReport report =
        new Validation(
                TARGET,
                GivenProperties.of(JsonNodeFactory.instance.objectNode()),
                Shaping.NONE,
                new Shapers(HashKeys.none()),
                findings,
                BytesProgress.silent())
            .file(path);
    LocalFile local = new LocalFile(path);
    SourceFile file = new SourceFile(local.describe(), layout);
    Fakes fakes = new Fakes();
    fakes.tables.create(TARGET.schema());
    Load load =
        new Load(
            file,
            TARGET.schema(),
            Shaping.NONE,
            false,
            1,
            true,
            MaxRejected.none(),
            WriteOptions.DEFAULT,
            "reports",
            "hash",
            null);
    Counts loaded = LoadedChunks.of(load, file, chunks, local, fakes);

    assertThat(report.problem()).isNull();
    assertThat(report.records()).isEqualTo(loaded.recordsRead()).isEqualTo(records.size());
    assertThat(report.items()).isEqualTo(loaded.itemsWritten());
    assertThat(report.items())
        .isEqualTo(records.stream().filter(ValidationPropertyTest::isItem).count());
    assertThat(report.rejected()).isEqualTo(loaded.itemsRejected());
    // Of equal keys in one batch only the last is written.
    if (findings.keys().repeated() == 0) {
      assertThat((double) findings.units().total()).isEqualTo(loaded.writeUnits());
    } else {
      assertThat((double) findings.units().total()).isGreaterThanOrEqualTo(loaded.writeUnits());
    }
    assertThat(report.items() - findings.keys().repeated())
        .as("different keys")
        .isEqualTo(fakes.tables.items(Target.NAME).size());
  }

  private static boolean isItem(String record) {
    return record.startsWith("{\"id\":\"") && record.endsWith("}");
  }

  /**
   * Records as files have them: most are items, the first is, in every other file some of equal
   * keys.
   */
  private static List<String> records(Random random, int count, boolean brokenOnes) {
    List<String> records = new ArrayList<>();
    boolean repeated = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      String text = "x".repeat(random.nextInt(10) == 0 ? random.nextInt(9000) : 20);
      records.add(
          switch (i == 0 ? 11 : random.nextInt(12)) {
            case 0 -> "{\"name\":\"%s\"}".formatted(text);
            case 1 -> "[\"%s\"]".formatted(text);
            case 2 -> "{\"id\":%d}".formatted(i);
            case 3 -> brokenOnes ? "{\"id\":\"%s".formatted(text) : "7";
            default ->
                "{\"id\":\"%d\",\"text\":\"%s\"}"
                    .formatted(repeated ? random.nextInt(count) : i, text);
          });
    }
    return records;
  }
}
