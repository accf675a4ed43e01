package io.stackseed.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.request.Notification;
import io.stackseed.request.RequestReader;
import io.stackseed.simulation.Operation.Attempt;
import io.stackseed.simulation.Operation.State;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * CloudFormation, as far as a custom resource can tell: it sends requests, listens at an object of
 * its bucket for as long as it said, and takes whatever is put there as the answer.
 */
final class CloudFormation implements ResponsePath.Bucket {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** In every URL that may be PUT to, and nowhere else. */
  static final String SECRET = "signature-";

  private static final long USUAL_EXPIRY = 7_200_000;

  private final World world;
  private final Chance chance;
  private final Map<String, Attempt> byUrl = new HashMap<>();
  private final Map<String, Attempt> byRun = new HashMap<>();
  private final Map<String, Consumer<@Nullable Told>> listening = new HashMap<>();
  private final Map<String, WaitCondition> conditions = new HashMap<>();
  private final Map<StackResource, Long> published = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private int requests;
  private int signatures;

  /**
   * An answer as CloudFormation understood it.
   *
   * @param reason null if there is none
   */
  record Told(
      boolean isSuccess, String physicalId, @Nullable String reason, Map<String, String> data) {}

  /** What waits for a signal. */
  static final class WaitCondition {
    private final long timesOutAt;

    /** By whom they are from: what is sent once more is the same. */
    private final Map<String, String> signals = new HashMap<>();

    WaitCondition(long timesOutAt) {
      this.timesOutAt = timesOutAt;
    }
  }

  CloudFormation(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  /** Everything that was asked so far. */
  List<Operation> operations() {
    return operations;
  }

  /** The sending that a run was made of; null for a message by hand. */
  @Nullable Attempt attempt(String runId) {
    return byRun.get(runId);
  }

  /** Asks something of a resource. */
  Operation operation(
      String type,
      StackResource resource,
      ResourceProperties properties,
      @Nullable ResourceProperties oldProperties,
      @Nullable String physicalId) {
    requests++;
    Operation operation =
        new Operation(type, "request-" + requests, resource, properties, oldProperties, physicalId);
    operations.add(operation);
    return operation;
  }

  /**
   * Sends it, once more if it was sent before, and listens.
   *
   * @param then takes the answer, or null when the time is over
   */
  void send(Operation operation, Consumer<@Nullable Told> then) {
    long now = world.scheduler.millis();
    long expiry = chance.below(30) == 0 ? chance.between(900, 3_000) * 1_000L : USUAL_EXPIRY;
    Attempt attempt =
        new Attempt(operation, url(operation, now, expiry), now, now / 1_000 * 1_000 + expiry);
    operation.add(attempt);
    byUrl.put(attempt.url(), attempt);
    String path = path(operation);
    listening.put(path, then);
    world.scheduler.at(publishedAt(operation.resource(), now), () -> publish(attempt));
    world.scheduler.at(attempt.timesOutAt(), () -> timeOut(attempt, path));
  }

  /**
   * A little later than CloudFormation begins to wait; what it asks of a resource stays in order.
   */
  private long publishedAt(StackResource resource, long now) {
    long at = Math.max(now + chance.below(2_000), published.getOrDefault(resource, 0L) + 1);
    published.put(resource, at);
    return at;
  }

  private void publish(Attempt attempt) {
    Operation operation = attempt.operation();
    world.tell(null, "CloudFormation sends " + operation + " with " + operation.properties());
    Notification notification = world.topic.publish(text(attempt));
    String runId = RequestReader.read(notification).runId();
    attempt.published(notification.messageId(), runId);
    byRun.put(runId, attempt);
    world.story.name(runId, "<" + attempt + ">");
  }

  private void timeOut(Attempt attempt, String path) {
    Operation operation = attempt.operation();
    if (!operation.isPending() || operation.latest() != attempt) {
      return;
    }
    world.tell(null, operation + " was not answered in time");
    operation.become(State.TIMED_OUT);
    world.checks.unanswered(attempt);
    answer(path, null);
  }

  private void answer(String path, @Nullable Told told) {
    Consumer<@Nullable Told> then = listening.remove(path);
    if (then != null) {
      then.accept(told);
    }
  }

  /** Stops listening, because something else is to be done. */
  void abandon(Operation operation) {
    operation.become(State.ABANDONED);
    listening.remove(path(operation));
  }

  @Override
  public boolean put(@Nullable Actor sender, String url, String body) {
    long now = world.scheduler.millis();
    Attempt attempt = byUrl.get(url);
    if (attempt == null) {
      return signal(sender, url, body);
    }
    if (now >= attempt.expiresAt()) {
      return false;
    }
    world.tell(sender, "  PUT for " + attempt + ": " + body);
    world.checks.put(attempt, body, sender);
    Operation operation = attempt.operation();
    if (operation.isPending()) {
      Told told = told(operation, body);
      operation.become(State.ANSWERED);
      world.checks.answered(operation, attempt, told);
      answer(path(operation), told);
    }
    return true;
  }

  private static Told told(Operation operation, String body) {
    JsonNode json = parse(body);
    Violation.unless(
        json.path("RequestId").asText().equals(operation.requestId())
            && json.path("StackId").asText().equals(operation.resource().stackId())
            && json.path("LogicalResourceId").asText().equals(operation.resource().logicalId()),
        "the answer to %s is not its own: %s",
        operation,
        body);
    Map<String, String> data = new HashMap<>();
    json.path("Data")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    return new Told(
        json.path("Status").asText().equals("SUCCESS"),
        json.path("PhysicalResourceId").asText(),
        json.has("Reason") ? json.path("Reason").asText() : null,
        data);
  }

  private static JsonNode parse(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new handle of a wait condition of the stack. */
  String handle(StackResource resource) {
    signatures++;
    String url =
        "https://cloudformation-waitcondition-eu-west-1.s3.eu-west-1.amazonaws.com/"
            + URLEncoder.encode(resource.stackId(), UTF_8)
            + "/Handle"
            + signatures
            + "?X-Amz-Date="
            + BASIC.format(world.scheduler.now())
            + "&X-Amz-Expires=86399&X-Amz-Signature="
            + SECRET
            + signatures;
    conditions.put(url, new WaitCondition(world.scheduler.millis() + 43_200_000));
    return url;
  }

  private boolean signal(@Nullable Actor sender, String url, String body) {
    WaitCondition condition = conditions.get(url);
    Violation.unless(condition != null, "a PUT to a URL that nobody gave");
    if (condition != null) {
      world.tell(sender, "  signal: " + body);
      Violation.unless(
          world.scheduler.millis() < condition.timesOutAt, "a signal after the time-out");
      String before = condition.signals.putIfAbsent(parse(body).path("UniqueId").asText(), body);
      Violation.unless(
          before == null || before.equals(body), "two signals differ: %s and %s", before, body);
      world.checks.signalled(
          parse(body).path("UniqueId").asText(), parse(body).path("Status").asText());
    }
    return true;
  }

  private static String path(Operation operation) {
    return operation.resource().stackId()
        + "|"
        + operation.resource().logicalId()
        + "|"
        + operation.requestId();
  }

  private String url(Operation operation, long now, long expiry) {
    signatures++;
    return "https://cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com/"
        + URLEncoder.encode(path(operation), UTF_8)
        + "?X-Amz-Date="
        + BASIC.format(Instant.ofEpochMilli(now))
        + "&X-Amz-Expires="
        + expiry / 1_000
        + "&X-Amz-Signature="
        + SECRET
        + signatures;
  }

  private static String text(Attempt attempt) {
    Operation operation = attempt.operation();
    StringBuilder json = new StringBuilder(1_000);
    json.append("{\"RequestType\":\"").append(operation.type());
    json.append("\",\"RequestId\":\"").append(operation.requestId());
    json.append("\",\"StackId\":\"").append(operation.resource().stackId());
    json.append("\",\"LogicalResourceId\":\"").append(operation.resource().logicalId());
    json.append("\",\"ResourceType\":\"Custom::DataIngest\",\"ResponseURL\":\"");
    json.append(attempt.url()).append('"');
    if (operation.physicalId() != null) {
      json.append(",\"PhysicalResourceId\":\"").append(operation.physicalId()).append('"');
    }
    json.append(",\"ResourceProperties\":").append(operation.properties().json());
    if (operation.oldProperties() != null) {
      json.append(",\"OldResourceProperties\":").append(operation.oldProperties().json());
    }
    return json.append('}').toString();
  }
}
