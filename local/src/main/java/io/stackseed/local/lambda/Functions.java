package io.stackseed.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.services.FunctionTarget;
import io.stackseed.local.services.LocalSettings;
import io.stackseed.local.services.RefusedInvocationException;
import io.stackseed.local.services.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** The embedded account's functions, and all that makes them run. */
public final class Functions implements FunctionTarget, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Functions.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmbeddedServices services;
  private final LocalSettings settings;
  private final Map<String, LocalFunction> functions = new ConcurrentHashMap<>();
  private final Map<String, AsynchronousSettings> asynchronous = new ConcurrentHashMap<>();
  private final Set<Permission> permissions = ConcurrentHashMap.newKeySet();
  private final Map<String, QueuePollers> mappings = new ConcurrentHashMap<>();
  private final Map<String, ScheduledFuture<?>> schedules = new ConcurrentHashMap<>();
  private final ExecutorService invokers =
      Executors.newCachedThreadPool(Threads.named("asynchronous"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Threads.named("timer"));

  /** Becomes the one to whom the services' topics deliver. */
  public Functions(EmbeddedServices services) {
    this.services = services;
    this.settings = services.settings();
    services.topics().deliverTo(this);
    services.closeBefore(this);
  }

  /**
   * Deploys, or replaces, a function; returns its ARN.
   *
   * @throws IllegalArgumentException if its handler cannot be found on the class path
   */
  public String deploy(FunctionConfiguration configuration) {
    String arn = settings.arn("lambda", "function:" + configuration.name());
    LocalFunction replaced =
        functions.put(
            configuration.name(), new LocalFunction(configuration, arn, accountVariables()));
    if (replaced != null) {
      replaced.retire();
    }
    return arn;
  }

  private Map<String, String> accountVariables() {
    Map<String, String> variables = new LinkedHashMap<>(services.endpoints().environment());
    variables.put("AWS_REGION", settings.region());
    variables.put("AWS_DEFAULT_REGION", settings.region());
    variables.put("AWS_ACCESS_KEY_ID", EmbeddedServices.ACCESS_KEY_ID);
    variables.put("AWS_SECRET_ACCESS_KEY", EmbeddedServices.SECRET_ACCESS_KEY);
    variables.put("AWS_SESSION_TOKEN", "local-session");
    return variables;
  }

  /** Takes the function away; an invocation in work is carried to its end. */
  public void remove(String functionName) {
    LocalFunction removed = functions.remove(functionName);
    if (removed != null) {
      removed.retire();
    }
  }

  public void permit(Permission permission) {
    permissions.add(permission);
  }

  public void revoke(Permission permission) {
    permissions.remove(permission);
  }

  public void configureAsynchronous(String functionName, AsynchronousSettings configuration) {
    asynchronous.put(functionName, configuration);
  }

  public void forgetAsynchronous(String functionName) {
    asynchronous.remove(functionName);
  }

  /** Starts carrying the queue's messages to the function, until {@link #unmap} of the id. */
  public void map(String id, EventSourceMapping mapping) {
    requireFunction(mapping.functionName());
    mappings.put(
        id,
        QueuePollers.start(
            mapping, () -> function(mapping.functionName()), services.sqs(), settings.region()));
  }

  /** Ends the mapping; a batch in work is carried to its end. */
  public void unmap(String id) {
    QueuePollers pollers = mappings.remove(id);
    if (pollers != null) {
      pollers.stop();
      awaitPolls(List.of(pollers));
    }
  }

  private static void awaitPolls(Collection<QueuePollers> stopped) {
    try {
      for (QueuePollers pollers : stopped) {
        pollers.awaitPolls();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Invokes the function at a fixed rate, first after one period, until {@link #unschedule}.
   *
   * @param sourceArn the rule or schedule, for the function's resource policy and the event
   * @param event what to send; empty for EventBridge's own scheduled event
   */
  public void schedule(
      String sourceArn,
      String principal,
      String functionArn,
      Duration period,
      Optional<String> event) {
    Runnable tick =
        () -> {
          try {
            accept(
                functionArn,
                principal,
                sourceArn,
                event.orElseGet(() -> scheduledEvent(principal, sourceArn)));
          } catch (RuntimeException e) {
            LOG.error("The schedule {} did not reach {}", sourceArn, functionArn, e);
          }
        };
    ScheduledFuture<?> previous =
        schedules.put(
            sourceArn + " " + functionArn,
            timer.scheduleAtFixedRate(
                tick, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS));
    if (previous != null) {
      previous.cancel(false);
    }
  }

  public void unschedule(String sourceArn) {
    schedules
        .entrySet()
        .removeIf(
            entry -> {
              boolean ours = entry.getKey().startsWith(sourceArn + " ");
              if (ours) {
                entry.getValue().cancel(false);
              }
              return ours;
            });
  }

  private String scheduledEvent(String principal, String sourceArn) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event");
    event.put("source", "aws." + principal.substring(0, principal.indexOf('.')));
    event.put("account", settings.accountId());
    event.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", settings.region());
    event.putArray("resources").add(sourceArn);
    event.putObject("detail");
    return event.toString();
  }

  /** Invokes and waits, as a {@code RequestResponse} invocation does. */
  public InvocationResult invoke(String functionName, String event) throws InterruptedException {
    return function(functionName).invoke(event);
  }

  /** From now on, and as long as this function is deployed, invocations of it die as told. */
  public void crash(String functionName, Crashes crashes) {
    function(functionName).crash(crashes);
  }

  /** What the function's environments have done so far. */
  public FunctionUsage usage(String functionName) {
    return function(functionName).usage();
  }

  @Override
  public void invokeAsynchronously(String functionArn, String sourceArn, String event) {
    accept(functionArn, "sns.amazonaws.com", sourceArn, event);
  }

  private void accept(String functionArn, String principal, String sourceArn, String event) {
    String name = functionArn.substring(functionArn.lastIndexOf(':') + 1);
    LocalFunction function = functions.get(name);
    if (function == null) {
      throw new RefusedInvocationException(
          "ResourceNotFoundException", "Function not found: " + functionArn);
    }
    boolean permitted =
        permissions.stream()
            .anyMatch(
                permission ->
                    permission.functionName().equals(name)
                        && permission.allows(principal, sourceArn));
    if (!permitted) {
      throw new RefusedInvocationException(
          "AccessDeniedException",
          "%s has no AWS::Lambda::Permission to invoke %s for %s"
              .formatted(principal, functionArn, sourceArn));
    }
    AsynchronousEvent accepted = new AsynchronousEvent(name, function.arn(), event, Instant.now());
    execute(() -> attempt(accepted, 1));
  }

  private record AsynchronousEvent(
      String functionName, String functionArn, String payload, Instant accepted) {}

  private void execute(Runnable attempt) {
    try {
      invokers.execute(attempt);
    } catch (RejectedExecutionException e) {
      LOG.debug("An invocation came after the functions were stopped", e);
    }
  }

  private void attempt(AsynchronousEvent event, int attempt) {
    LocalFunction function = functions.get(event.functionName());
    if (function == null) {
      LOG.error("Function {} is gone, an event for it is lost", event.functionName());
      return;
    }
    InvocationResult result;
    try {
      result = function.invoke(event.payload());
    } catch (InterruptedException e) {
      return;
    }
    if (!result.succeeded()) {
      retryOrGiveUp(event, attempt, result);
    }
  }

  private void retryOrGiveUp(AsynchronousEvent event, int attempt, InvocationResult result) {
    AsynchronousSettings configuration =
        asynchronous.getOrDefault(event.functionName(), AsynchronousSettings.defaults());
    List<Duration> waits = settings.asynchronousRetries();
    if (attempt > configuration.maximumRetries() || attempt > waits.size()) {
      giveUp(event, attempt, result, "RetriesExhausted", configuration);
      return;
    }
    Duration wait = waits.get(attempt - 1);
    if (Duration.between(event.accepted(), Instant.now().plus(wait))
            .compareTo(configuration.maximumAge())
        > 0) {
      giveUp(event, attempt, result, "EventAgeExceeded", configuration);
      return;
    }
    try {
      ScheduledFuture<?> unused =
          timer.schedule(
              () -> execute(() -> attempt(event, attempt + 1)),
              wait.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("A retry came after the functions were stopped", e);
    }
  }

  private void giveUp(
      AsynchronousEvent event,
      int attempts,
      InvocationResult result,
      String condition,
      AsynchronousSettings configuration) {
    if (configuration.failureQueueArn().isEmpty()) {
      LOG.error(
          "Function {} failed {} times, the event is lost ({})",
          event.functionName(),
          attempts,
          condition);
      return;
    }
    String queueArn = configuration.failureQueueArn().get();
    String queueName = queueArn.substring(queueArn.lastIndexOf(':') + 1);
    String body = destinationRecord(event, attempts, result, condition);
    try {
      String queueUrl =
          services.sqs().getQueueUrl(request -> request.queueName(queueName)).queueUrl();
      services.sqs().sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
    } catch (SdkException e) {
      LOG.error("The failure destination {} did not take its record {}", queueArn, body, e);
    }
  }

  /**
   * What an {@code OnFailure} destination gets (<a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">invocation
   * records</a>).
   */
  private static String destinationRecord(
      AsynchronousEvent event, int attempts, InvocationResult result, String condition) {
    ObjectNode destination = JSON.createObjectNode();
    destination.put("version", "1.0");
    destination.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    ObjectNode request = destination.putObject("requestContext");
    request.put("requestId", result.requestId());
    request.put("functionArn", event.functionArn() + ":$LATEST");
    request.put("condition", condition);
    request.put("approximateInvokeCount", attempts);
    destination.set("requestPayload", parsed(event.payload()));
    ObjectNode response = destination.putObject("responseContext");
    response.put("statusCode", 200);
    response.put("executedVersion", "$LATEST");
    response.put("functionError", "Unhandled");
    destination.set("responsePayload", parsed(result.payload()));
    return destination.toString();
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not JSON: " + json, e);
    }
  }

  private void requireFunction(String name) {
    if (!functions.containsKey(name)) {
      throw new IllegalArgumentException("There is no function '" + name + "'");
    }
  }

  private LocalFunction function(String name) {
    LocalFunction function = functions.get(name);
    if (function == null) {
      throw new IllegalArgumentException("There is no function '" + name + "'");
    }
    return function;
  }

  /** Stops pollers, schedules and invocations at once. */
  @Override
  public synchronized void close() {
    timer.shutdownNow();
    mappings.values().forEach(QueuePollers::stop);
    awaitPolls(mappings.values());
    functions.values().forEach(LocalFunction::close);
    mappings.values().forEach(QueuePollers::close);
    invokers.shutdownNow();
  }
}
