package io.stackseed.simulation;

import io.stackseed.request.Notification;
import io.stackseed.request.RequestReader;
import io.stackseed.run.Run;
import io.stackseed.source.SourceLocation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those who publish messages by hand, and look into the progress table. */
final class People {
  private final World world;
  private final Chance chance;
  private final Map<String, SourceLocation> sent = new HashMap<>();
  private final Set<String> named = new HashSet<>();

  People(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  /** True if somebody published what this run was made of. */
  boolean sent(String runId) {
    return sent.containsKey(runId);
  }

  /** True if somebody asked to cancel or resume it, or it is such a request itself. */
  boolean spokeOf(Run run) {
    return named.contains(run.id()) || sent.containsKey(run.id());
  }

  @Nullable SourceLocation file(String runId) {
    return sent.get(runId);
  }

  /** Sends something about a resource, now or soon. */
  void interfere(StackResource resource) {
    switch (chance.below(6)) {
      case 0, 1 -> create(resource);
      case 2 -> createBeside(resource);
      default -> cancelAndResume();
    }
  }

  private void create(StackResource resource) {
    world.tally.count("messages by hand");
    SourceLocation file = chance.oneOf(resource.files());
    ResourceProperties properties =
        ResourceProperties.of(chance.oneOf(resource.tables()), file.toString());
    publish(
        file,
        "{\"RequestType\":\"Create\",\"StackId\":\"%s\",\"LogicalResourceId\":\"%s\",\"ResourceProperties\":%s}"
            .formatted(resource.stackId(), resource.logicalId(), properties.json()));
  }

  /** Fills a table that no stack knows of. */
  private void createBeside(StackResource resource) {
    world.tally.count("messages by hand");
    String table = resource.tables().get(0) + "-by-hand";
    world.createTable(table);
    SourceLocation file = chance.oneOf(resource.files());
    publish(
        file,
        "{\"RequestType\":\"Create\",\"ResourceProperties\":%s}"
            .formatted(ResourceProperties.of(table, file.toString()).json()));
  }

  private void cancelAndResume() {
    List<Run> live =
        world.store.runs().stream()
            .filter(run -> run.outcome() == null && run.load() != null)
            .toList();
    if (live.isEmpty()) {
      return;
    }
    Run run = chance.oneOf(live);
    world.tally.count("cancels by hand");
    say("Cancel", run);
    if (chance.below(2) == 0) {
      world.scheduler.after(chance.between(1, 200_000), () -> say("Resume", run));
    }
  }

  private void say(String type, Run run) {
    named.add(run.id());
    world.tally.count(type + " by hand");
    Run known = world.store.run(run.id()).orElse(run);
    publish(
        known.load() == null ? null : Files.location(known.load()),
        "{\"RequestType\":\"%s\",\"RunId\":\"%s\"}".formatted(type, run.id()));
  }

  private void publish(@Nullable SourceLocation file, String message) {
    Notification notification = world.topic.publish(message);
    String runId = RequestReader.read(notification).runId();
    world.story.name(runId, "<" + notification.messageId() + " by hand>");
    world.tell(null, "somebody publishes " + message);
    sent.put(runId, file == null ? new SourceLocation(World.BUCKET, "nothing") : file);
  }
}
