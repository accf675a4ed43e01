package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanPage;
import io.stackseed.format.Compressing;
import io.stackseed.format.Compression;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.run.Counts;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Load;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.SampleRuns;
import io.stackseed.run.SourceFile;
import io.stackseed.run.Sources;
import io.stackseed.shape.Shaping;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SequentialReads;
import io.stackseed.source.SourceContent;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceStream;
import io.stackseed.testing.Fakes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a plan is interrupted, it is the plan that one go would have made. */
class PlannerPropertyTest {
  private static final int SEEDS = 60;
  private static final SourceLocation PLAIN = new SourceLocation("ingest", "plain");
  private static final SourceLocation GZIP = new SourceLocation("ingest", "gzip");

  /** What one invocation calls while it plans. */
  private static final List<String> CALLS =
      List.of(
          "lease", "file", "saveFile", "cursor", "savePage", "advance", "release", "objectSplit");

  static Stream<Integer> seeds() {
    return IntStream.range(0, SEEDS).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void interruptedPlanIsTheWholePlan(int seed) throws Exception {
    Random random = new Random(seed);
    World world = new World(random);
    world.source(random.nextInt(1 + seed * seed / 5));
    List<ByteRange> expected = world.cuts();

    world.accept("whole", null);
    world.planUninterrupted("whole");
    world.accept("broken", null);
    world.planWithInterruptions("broken", random);

    assertThat(world.planned("whole")).isEqualTo(expected);
    assertThat(world.planned("broken")).isEqualTo(expected);
    assertThat(world.read("broken")).isEqualTo(world.text);
    assertThat(world.pages("broken")).isEqualTo(world.pages("whole"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void resumedPlanIsWhatWasLeftUnfinishedHoweverOftenItIsResumed(int seed) throws Exception {
    Random random = new Random(seed);
    World world = new World(random);
    world.source(random.nextInt(1 + seed * seed / 5));
    List<ByteRange> left = new ArrayList<>(world.cuts());
    @Nullable String resumed = null;

    for (int times = 0; times <= random.nextInt(4); times++) {
      String run = "run-" + times;
      world.accept(run, resumed);
      world.planWithInterruptions(run, random);
      assertThat(world.planned(run)).as("resumed %d times", times).isEqualTo(left);
      left.removeAll(world.loadSome(run, random));
      resumed = run;
    }
  }

  private static final class World {
    private final RequestsScene scene = new RequestsScene();
    private final Fakes fakes = scene.fakes;
    private final Format format;
    private final boolean compressed;
    private String text = "";
    private int done;

    /** Of each format, compressed or not. */
    World(Random random) {
      this.format = random.nextBoolean() ? Format.JSON : Format.JSON_LINES;
      this.compressed = random.nextBoolean();
    }

    void source(int records) throws IOException {
      String separator = format == Format.JSON ? "," : "\n";
      StringBuilder all = new StringBuilder(format == Format.JSON ? "[" : "");
      for (int record = 0; record < records; record++) {
        all.append(record == 0 ? "" : separator).append("{\"id\":").append(record).append('}');
      }
      text = all.append(format == Format.JSON ? "]" : "\n").toString();
      fakes.objects.put("ingest", PLAIN.key(), text.getBytes(UTF_8));
      fakes.objects.put("ingest", GZIP.key(), gzip(text));
    }

    private static byte[] gzip(String text) throws IOException {
      return Compressing.whole(Compression.GZIP, text.getBytes(UTF_8));
    }

    private SourceFile plain() {
      return new SourceFile(fakes.objects.describe(PLAIN, null), Layout.of(format, 0));
    }

    private SourceFile file() {
      return compressed
          ? new SourceFile(
              fakes.objects.describe(GZIP, null),
              new Layout(format, Compression.GZIP, true, 0, null))
          : plain();
    }

    /** The source as the run's workers read it. */
    String read(String runId) throws IOException {
      SourceFile file = new Sources(fakes.runs).file(file(), new ObjectId(runId, 0));
      SourceContent content = file.content();
      try (InputStream in = SourceStream.within(fakes.objects, content, content.wholeRange())) {
        return new String(in.readAllBytes(), UTF_8);
      }
    }

    private Load load(@Nullable String resumes) {
      Load sample = SampleRuns.load(true);
      return new Load(
          file(),
          sample.table(),
          Shaping.NONE,
          false,
          7,
          true,
          sample.maxRejected(),
          sample.writing(),
          sample.ingestBucket(),
          sample.reingestHash(),
          resumes);
    }

    /** Where it is cut that is not compressed. */
    List<ByteRange> cuts() throws Exception {
      List<ByteRange> ranges = new ArrayList<>();
      try (Cuts cuts = Cuts.from(0, plain(), 7, fakes.objects, SequentialReads.PLAIN)) {
        for (ByteRange range = cuts.next(); range != null; range = cuts.next()) {
          ranges.add(range);
        }
      }
      return ranges;
    }

    void accept(String runId, @Nullable String resumes) {
      Run run =
          SampleRuns.due(
              Fakes.START.plus(Duration.ofDays(90)),
              SampleRuns.loading(load(resumes), SampleRuns.byHand(runId)));
      fakes.runs.accept(
          run, Progress.planning(1), Resource.NEW, Resource.NEW.begun(run, "id"), List.of());
    }

    void planUninterrupted(String runId) throws Exception {
      scene.splits().handle(new ObjectId(runId, 0), fakes.time.now().plusSeconds(120));
    }

    void planWithInterruptions(String runId, Random random) throws Exception {
      ObjectId object = new ObjectId(runId, 0);
      Planner.Stride stride =
          new Planner.Stride(
              0, 1 + random.nextInt(3), Duration.ofSeconds(9), 1 + random.nextInt(40));
      for (int deliveries = 0; fakes.runs.progress(runId).objectsSplit() == 0; deliveries++) {
        assertThat(deliveries).as("deliveries of %s", object).isLessThan(1_000);
        // Two in three have no time for more than one part, or one range.
        boolean hasTime = random.nextInt(3) == 0;
        Duration time = Duration.ofSeconds(hasTime || isToBeStaged(object) ? 120 : 30);
        if (!hasTime) {
          fakes.runs.meanwhile("saveFile", () -> fakes.time.advance(Duration.ofSeconds(90)));
        }
        interruptSomewhere(random);
        try {
          scene.splits(stride).handle(object, fakes.time.now().plus(time));
        } catch (InMemoryRunStore.Killed e) {
          // Its lease expires.
        }
        fakes.runs.heal();
        fakes.time.advance(Duration.ofSeconds(136));
      }
    }

    private boolean isToBeStaged(ObjectId object) {
      return fakes.runs.file(object).map(SourceFile::isToBeStaged).orElse(compressed);
    }

    /** At most twice for each advance: the third lease without one fails the run. */
    private void interruptSomewhere(Random random) {
      if (done++ % 3 == 2) {
        return;
      }
      String call = CALLS.get(random.nextInt(CALLS.size()));
      switch (random.nextInt(3)) {
        case 0 -> fakes.runs.killBefore(call);
        case 1 -> fakes.runs.killAfter(call);
        default -> fakes.runs.failAfter(call, 1);
      }
    }

    List<PlanPage> pages(String runId) {
      return fakes.runs.pages(runId).stream()
          .map(page -> new PlanPage("run", page.object(), page.page(), page.ranges()))
          .toList();
    }

    /** The ranges of the plan, all of which were queued and counted. */
    List<ByteRange> planned(String runId) {
      List<ChunkMessage> messages =
          fakes.runs.pages(runId).stream().flatMap(PlanPage::messages).toList();
      Set<ChunkMessage> queued = new LinkedHashSet<>(fakes.chunks.sent());
      queued.removeIf(message -> !message.chunk().runId().equals(runId));
      assertThat(queued).containsExactlyInAnyOrderElementsOf(messages);
      assertThat(fakes.runs.progress(runId).totalChunks()).isEqualTo(messages.size());
      assertThat(messages)
          .extracting(message -> message.chunk().chunk())
          .containsExactlyElementsOf(IntStream.range(0, messages.size()).boxed().toList());
      return messages.stream().map(ChunkMessage::range).toList();
    }

    /** Ends the run after some of its chunks; returns their ranges. */
    Collection<ByteRange> loadSome(String runId, Random random) {
      List<ByteRange> planned = planned(runId);
      Set<ByteRange> loaded = new HashSet<>();
      for (int chunk = 0; chunk < planned.size(); chunk++) {
        if (random.nextInt(3) > 0) {
          ChunkId id = new ChunkId(runId, 0, chunk);
          fakes.runs.lease(
              id, new LeaseRequest("w", fakes.time.now(), fakes.time.now().plusSeconds(9)));
          fakes.runs.commit(id, "w", new Counts(1, 1, 0, 0, 0, 7, 1), null);
          loaded.add(planned.get(chunk));
        }
      }
      Run run = Objects.requireNonNull(fakes.runs.run(runId).orElse(null));
      Progress progress = fakes.runs.progress(runId);
      fakes.runs.end(
          run,
          progress,
          new Outcome(RunState.FAILED, "Why.", fakes.time.now(), progress.counts(), 1),
          null,
          null);
      return loaded;
    }
  }
}
