package io.stackseed.simulation;

import io.stackseed.dispatcher.Planner;
import io.stackseed.run.Run;
import io.stackseed.simulation.CloudFormation.Told;
import io.stackseed.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A world in which nothing goes wrong but what a test says, and CloudFormation sends what a test
 * says; only who is quicker is left to the seed.
 */
final class Scene implements AutoCloseable {
  static final String TABLE = "r1-orders";
  static final String OTHER_TABLE = "r1-copies";
  static final SourceLocation FILE = new SourceLocation(World.BUCKET, "r1/orders.jsonl");
  static final SourceLocation ARRAY = new SourceLocation(World.BUCKET, "r1/more.json");
  static final SourceLocation LOOSE = new SourceLocation(Files.UNVERSIONED, "r1/orders.jsonl");

  /** By then everything is over. */
  private static final Duration END = Duration.ofHours(3);

  final World world;
  final StackResource resource;
  private final Stage stage = new Stage();
  private final Map<Operation, Told> told = new HashMap<>();
  private final Map<Operation, Duration> toldAfter = new HashMap<>();
  private final List<Blow> blows = new ArrayList<>();

  /** The nth such call is struck, and as many that follow it. */
  private static final class Blow {
    private final String function;
    private final String method;
    private final @Nullable Hazard hazard;
    private final Runnable action;
    private int before;
    private int times;

    Blow(
        String function,
        String method,
        @Nullable Hazard hazard,
        Runnable action,
        int before,
        int times) {
      this.function = function;
      this.method = method;
      this.hazard = hazard;
      this.action = action;
      this.before = before;
      this.times = times;
    }

    boolean isMeant(String calledMethod, Actor actor) {
      return calledMethod.equals(method) && actor.function().equals(function);
    }
  }

  Scene(long seed) {
    this(seed, 10);
  }

  /**
   * @param workers how many chunks are worked on at once
   */
  Scene(long seed, int workers) {
    this(
        seed,
        new Plant() {
          @Override
          public Hazards hazards(Chance chance) {
            return Hazards.none(chance);
          }

          @Override
          public int workers(Chance chance) {
            return workers;
          }

          /** Cuts {@link #FILE} into five. */
          @Override
          public Planner.Stride stride(Chance chance) {
            return Planner.Stride.USUAL;
          }

          @Override
          public long chunkBytes(Chance chance) {
            return 200;
          }
        });
  }

  private Scene(long seed, Plant plant) {
    world = new World(seed, stage, false, plant);
    world.calls.script(this::strike);
    resource = resource("Seed");
    world.createTable(TABLE);
    world.createTable(OTHER_TABLE);
    write(FILE, 24);
    write(ARRAY, 24);
    write(LOOSE, 24);
  }

  private static StackResource resource(String logicalId) {
    return new StackResource(
        "arn:aws:cloudformation:eu-west-1:123456789012:stack/demo/first",
        logicalId,
        List.of(TABLE, OTHER_TABLE),
        List.of(FILE, ARRAY, LOOSE));
  }

  /** Writes a new version of a file. */
  void write(SourceLocation file, int records) {
    world.files.write(file, records, world.scheduler.millis());
  }

  static ResourceProperties properties() {
    return ResourceProperties.of(TABLE, FILE.toString());
  }

  private @Nullable Hazard strike(String method, Actor actor) {
    for (Blow blow : List.copyOf(blows)) {
      if (blow.isMeant(method, actor) && blow.before-- <= 0 && blow.times > 0) {
        blow.times--;
        blow.action.run();
        return blow.hazard;
      }
    }
    return null;
  }

  /** Strikes the first such call of the function's. */
  void strike(String function, String method, Hazard hazard) {
    strike(function, method, hazard, 1, 1);
  }

  /**
   * Strikes some of the function's calls.
   *
   * @param nth the first that is struck, from 1
   * @param times as many
   */
  void strike(String function, String method, Hazard hazard, int nth, int times) {
    blows.add(new Blow(function, method, hazard, () -> {}, nth - 1, times));
  }

  /** Nothing is struck any more. */
  void relent() {
    blows.clear();
  }

  /**
   * Something happens just before the function's nth such call.
   *
   * @param nth from 1
   */
  void before(String function, String method, int nth, Runnable action) {
    blows.add(new Blow(function, method, null, action, nth - 1, 1));
  }

  /** Somebody deletes the resource while its Create is under way. */
  Operation cancel(Operation create) {
    world.cloudFormation.abandon(create);
    return operation("Delete", properties(), null, "demo-Seed-MADE-UP");
  }

  Operation create(ResourceProperties properties) {
    return operation("Create", properties, null, null);
  }

  /** Asks for it now. */
  Operation operation(
      String type,
      ResourceProperties properties,
      @Nullable ResourceProperties old,
      @Nullable String physicalId) {
    return operation(type, properties, old, physicalId, answer -> {});
  }

  /**
   * Asks for it now.
   *
   * @param then takes the answer, or null when the time is over
   */
  Operation operation(
      String type,
      ResourceProperties properties,
      @Nullable ResourceProperties old,
      @Nullable String physicalId,
      Consumer<@Nullable Told> then) {
    Operation operation =
        world.cloudFormation.operation(type, resource, properties, old, physicalId);
    send(operation, then);
    return operation;
  }

  /** Creates another resource of the same stack. */
  Operation createAnother(ResourceProperties properties, Consumer<@Nullable Told> then) {
    Operation operation =
        world.cloudFormation.operation("Create", resource("Other"), properties, null, null);
    send(operation, then);
    return operation;
  }

  /** Sends it, or sends it once more. */
  void send(Operation operation, Consumer<@Nullable Told> then) {
    long sentAt = world.scheduler.millis();
    world.cloudFormation.send(
        operation,
        answer -> {
          if (answer != null) {
            told.put(operation, answer);
            toldAfter.put(operation, Duration.ofMillis(world.scheduler.millis() - sentAt));
          }
          then.accept(answer);
        });
  }

  /** Lets something happen later. */
  void after(Duration delay, Runnable action) {
    world.scheduler.after(delay.toMillis(), action);
  }

  /** Plays it to its end, and sees that every invariant held. */
  void play() {
    world.inhabit();
    world.scheduler.after(END.toMillis(), world::rested);
    Throwable violation = world.run();
    if (violation != null) {
      throw new AssertionError(violation);
    }
  }

  /** Null if CloudFormation was told nothing in time. */
  @Nullable Told told(Operation operation) {
    return told.get(operation);
  }

  /** {@code SUCCESS}, {@code FAILED: } and the Reason, or {@code nothing}. */
  String answer(Operation operation) {
    Told answer = told.get(operation);
    if (answer == null) {
      return "nothing";
    }
    return answer.isSuccess() ? "SUCCESS" : "FAILED: " + answer.reason();
  }

  /** How long CloudFormation waited for the answer to the newest sending. */
  Duration waited(Operation operation) {
    return Objects.requireNonNull(toldAfter.get(operation));
  }

  /** Every run that was accepted, oldest first. */
  List<Run> runs() {
    return world.store.runs();
  }

  /** The items of a table whose label is that of the file's nth version. */
  long itemsOf(String table, SourceLocation file, int version) {
    return world.tables.labels(table).stream()
        .filter(label -> label.equals(file.key() + "#" + version))
        .count();
  }

  @Override
  public void close() {
    stage.close();
  }
}
