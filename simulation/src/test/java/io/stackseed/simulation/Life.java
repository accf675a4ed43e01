package io.stackseed.simulation;

import io.stackseed.simulation.CloudFormation.Told;
import io.stackseed.simulation.ResourceProperties.Writing;
import io.stackseed.source.SourceLocation;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life that a stack leads its resource: creates, updates, deletes, and everything that
 * CloudFormation and operators do when one of them does not go well, or another resource does not.
 */
final class Life {
  private static final int MAX_RETRIES = 4;

  private final World world;
  private final CloudFormation cloudFormation;
  private final StackResource resource;
  private final Chance chance;

  private int steps;
  private int retries;
  private int dataVersions;
  private @Nullable ResourceProperties properties;
  private @Nullable String physicalId;

  Life(World world, StackResource resource, Chance chance) {
    this.world = world;
    this.cloudFormation = world.cloudFormation;
    this.resource = resource;
    this.chance = chance;
    this.steps = chance.between(1, 5);
  }

  /** Begins, and ends by itself. */
  void begin() {
    soon(this::create);
  }

  private void create() {
    ResourceProperties wanted = someProperties();
    Operation create = cloudFormation.operation("Create", resource, wanted, null, null);
    send(create, told -> created(create, told));
    if (chance.below(6) == 0) {
      world.scheduler.after(
          chance.between(0, chance.oneOf(1_000, 60_000, 600_000)), () -> cancel(create));
    }
  }

  /** Another resource has failed: the Create is not waited for any more. */
  private void cancel(Operation create) {
    if (create.isPending()) {
      world.tally.count("creates cancelled");
      cloudFormation.abandon(create);
      delete(madeUpId(), create.properties());
    }
  }

  private void created(Operation create, @Nullable Told told) {
    if (told != null && told.isSuccess()) {
      properties = create.properties();
      physicalId = told.physicalId();
      goOn();
    } else if (mayRetry()) {
      retry(create, again -> created(create, again));
    } else {
      delete(told == null ? madeUpId() : told.physicalId(), create.properties());
    }
  }

  private void goOn() {
    retries = 0;
    steps--;
    if (steps > 0) {
      soon(this::next);
    } else if (chance.below(3) > 0) {
      soon(this::deleteCurrent);
    } else {
      world.rested();
    }
  }

  private void next() {
    if (chance.below(8) == 0) {
      deleteCurrent();
    } else {
      update(changed(current()));
    }
  }

  private ResourceProperties current() {
    return Objects.requireNonNull(properties);
  }

  private void update(ResourceProperties wanted) {
    ResourceProperties before = current();
    Operation update = cloudFormation.operation("Update", resource, wanted, before, physicalId);
    send(update, told -> updated(update, told));
  }

  private void updated(Operation update, @Nullable Told told) {
    if (told == null || !told.isSuccess()) {
      if (mayRetry()) {
        retry(update, again -> updated(update, again));
      } else {
        rollBack(update, physicalId, this::goOn);
      }
    } else if (told.physicalId().equals(physicalId)) {
      if (chance.below(4) == 0) {
        rollBack(update, physicalId, this::goOn);
      } else {
        properties = update.properties();
        goOn();
      }
    } else {
      replaced(update, told.physicalId());
    }
  }

  private void replaced(Operation update, String newId) {
    String oldId = Objects.requireNonNull(physicalId);
    if (chance.below(3) > 0) {
      properties = update.properties();
      physicalId = newId;
      cleanUp(oldId, Objects.requireNonNull(update.oldProperties()));
    } else if (chance.below(2) == 0) {
      world.tally.count("replacements rolled back");
      cleanUp(newId, update.properties());
    } else {
      rollBack(update, newId, () -> cleanUp(newId, update.properties()));
    }
  }

  /** The second Update, with the properties swapped. */
  private void rollBack(Operation update, @Nullable String id, Runnable then) {
    world.tally.count("updates rolled back");
    retries = 0;
    Operation back =
        cloudFormation.operation(
            "Update",
            resource,
            Objects.requireNonNull(update.oldProperties()),
            update.properties(),
            id);
    send(back, told -> rolledBack(back, told, then));
  }

  private void rolledBack(Operation back, @Nullable Told told, Runnable then) {
    if (told != null && told.isSuccess()) {
      then.run();
    } else if (retries < MAX_RETRIES) {
      retry(back, again -> rolledBack(back, again, then));
    } else {
      deleteCurrent();
    }
  }

  /** Deletes an id that is not the resource's any more; whatever it comes to, life goes on. */
  private void cleanUp(String id, ResourceProperties itsProperties) {
    Operation cleanUp =
        cloudFormation.operation("Delete", resource, asDeleted(itsProperties), null, id);
    send(cleanUp, told -> goOn());
  }

  private void deleteCurrent() {
    delete(Objects.requireNonNull(physicalId), current());
  }

  private void delete(String id, ResourceProperties itsProperties) {
    retries = 0;
    Operation delete =
        cloudFormation.operation("Delete", resource, asDeleted(itsProperties), null, id);
    send(delete, told -> deleted(delete, told));
  }

  private void deleted(Operation delete, @Nullable Told told) {
    if (told != null && told.isSuccess()) {
      properties = null;
      physicalId = null;
      steps--;
      if (steps > 0 && chance.below(2) == 0) {
        retries = 0;
        soon(this::create);
      } else {
        world.rested();
      }
    } else if (retries < MAX_RETRIES) {
      retry(delete, again -> deleted(delete, again));
    } else {
      world.tally.count("deletes given up");
      world.rested();
    }
  }

  private boolean mayRetry() {
    return retries < MAX_RETRIES && chance.below(3) == 0;
  }

  private void retry(Operation operation, Consumer<@Nullable Told> then) {
    retries++;
    world.tally.count("operations retried");
    Runnable again =
        () -> {
          recreateTables();
          cloudFormation.send(operation, then);
          disturb(operation.properties());
        };
    if (chance.below(2) == 0) {
      world.scheduler.after(chance.below(1_500), again);
    } else {
      soon(again);
    }
  }

  private void send(Operation operation, Consumer<@Nullable Told> then) {
    world.tally.count(operation.type() + " requests");
    recreateTables();
    cloudFormation.send(operation, then);
    if (!operation.isDelete()) {
      disturb(operation.properties());
    }
    if (chance.below(25) == 0) {
      world.scheduler.after(
          chance.between(0, chance.oneOf(5_000, 60_000, 600_000)),
          () -> world.people.interfere(resource));
    }
  }

  /** Somebody else changes what the request is about. */
  private void disturb(ResourceProperties wanted) {
    SourceLocation file = resource.location(wanted.file());
    if (world.hazards.strikes(Hazard.OBJECT_OVERWRITTEN)) {
      world.scheduler.after(
          chance.below(60_000), () -> world.files.write(file, world.scheduler.millis()));
    }
    if (world.hazards.strikes(Hazard.OBJECT_DELETED)) {
      world.scheduler.after(chance.below(60_000), () -> world.files.delete(file));
    }
    if (world.hazards.strikes(Hazard.TABLE_DELETED)) {
      world.scheduler.after(chance.below(60_000), () -> world.dropTable(wanted.table()));
    }
  }

  private void recreateTables() {
    resource.tables().forEach(world::createTable);
  }

  private ResourceProperties someProperties() {
    ResourceProperties wanted =
        ResourceProperties.of(
            chance.oneOf(resource.tables()), StackResource.nameOf(chance.oneOf(resource.files())));
    if (chance.below(8) == 0) {
      wanted = wanted.notWaiting();
    } else if (chance.below(10) == 0) {
      wanted = wanted.withHandle(cloudFormation.handle(resource));
    }
    if (chance.below(5) == 0) {
      wanted = wanted.withWriting(new Writing(chance.below(2) == 0, chance.oneOf(0, 1, 5, 40)));
    }
    return switch (chance.below(12)) {
      case 0 -> wanted.withTimeout(300);
      case 1 -> wanted.withTimeout(chance.between(400, 1_800));
      case 2 -> chance.below(4) == 0 ? wanted.withTimeout(60) : wanted;
      default -> wanted;
    };
  }

  private ResourceProperties changed(ResourceProperties before) {
    ResourceProperties wanted =
        before.handle() == null ? before : before.withHandle(cloudFormation.handle(resource));
    return switch (chance.below(9)) {
      case 8 ->
          wanted.withWriting(new Writing(!wanted.writing().skips(), chance.oneOf(0, 1, 5, 40)));
      case 0, 1 -> wanted.withFile(StackResource.nameOf(chance.oneOf(resource.files())));
      case 2 -> wanted.withTable(chance.oneOf(resource.tables()));
      case 3 ->
          wanted
              .withTable(chance.oneOf(resource.tables()))
              .withFile(StackResource.nameOf(chance.oneOf(resource.files())));
      case 4, 5 -> {
        dataVersions++;
        if (chance.below(2) == 0) {
          world.files.write(resource.location(wanted.file()), world.scheduler.millis());
        }
        yield wanted.withDataVersion("release-" + dataVersions);
      }
      case 6 -> wanted.withChunkBytes(wanted.chunkBytes() + 1);
      default -> wanted.withTimeout(chance.oneOf(300, 600, 3_600));
    };
  }

  /** Deletes and rollbacks may carry what an older version wrote. */
  private ResourceProperties asDeleted(ResourceProperties known) {
    return chance.below(5) == 0 ? known.inAnOldFormat() : known;
  }

  private String madeUpId() {
    return "demo-" + resource.logicalId() + "-" + Integer.toHexString(chance.below(1 << 28));
  }

  private void soon(Runnable action) {
    long pause =
        switch (chance.below(4)) {
          case 0, 1 -> chance.between(10, 2_000);
          case 2 -> chance.between(2_000, 60_000);
          default -> chance.between(60_000, 1_200_000);
        };
    world.scheduler.after(pause, action);
  }
}
