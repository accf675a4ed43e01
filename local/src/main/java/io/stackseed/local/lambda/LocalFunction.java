package io.stackseed.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.local.services.Threads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deployed function: its execution environments, made when all others are busy and reused when
 * free, each for one invocation at a time.
 */
final class LocalFunction implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(LocalFunction.class);

  private final FunctionConfiguration configuration;
  private final String arn;
  private final Map<String, String> environment;
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Semaphore concurrency;
  private final ExecutorService threads;
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicLong invocations = new AtomicLong();

  /** One handler instance; its number counts from 1. */
  private record ExecutionEnvironment(int number, Handler handler) {}

  LocalFunction(
      FunctionConfiguration configuration, String arn, Map<String, String> accountVariables) {
    Handler.check(configuration.handler());
    this.configuration = configuration;
    this.arn = arn;
    this.environment = configuration.completed(accountVariables);
    this.concurrency =
        new Semaphore(configuration.reservedConcurrency().orElse(Integer.MAX_VALUE), true);
    this.threads = Executors.newCachedThreadPool(Threads.named(configuration.name()));
  }

  FunctionConfiguration configuration() {
    return configuration;
  }

  String arn() {
    return arn;
  }

  FunctionUsage usage() {
    return new FunctionUsage(created.get(), mostAtOnce.get(), invocations.get());
  }

  /** Runs the handler once and waits for it; what it throws becomes part of the result. */
  InvocationResult invoke(String event) throws InterruptedException {
    String requestId = UUID.randomUUID().toString();
    concurrency.acquire();
    try {
      mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
      invocations.incrementAndGet();
      AtomicBoolean abandoned = new AtomicBoolean();
      Future<String> invocation = threads.submit(() -> run(event, requestId, abandoned));
      return outcome(invocation, requestId, abandoned);
    } finally {
      running.decrementAndGet();
      concurrency.release();
    }
  }

  private InvocationResult outcome(
      Future<String> invocation, String requestId, AtomicBoolean abandoned)
      throws InterruptedException {
    Throwable error;
    try {
      String payload = invocation.get(configuration.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new InvocationResult(requestId, payload, Optional.empty());
    } catch (ExecutionException e) {
      error = e.getCause() == null ? e : e.getCause();
    } catch (TimeoutException e) {
      abandoned.set(true);
      invocation.cancel(true);
      error =
          new TimeoutException(
              "Task timed out after %d seconds".formatted(configuration.timeout().toSeconds()));
    } catch (CancellationException e) {
      error = e;
    } catch (InterruptedException e) {
      abandoned.set(true);
      invocation.cancel(true);
      throw e;
    }
    LOG.error("Function {} failed, request {}", configuration.name(), requestId, error);
    return new InvocationResult(requestId, errorDocument(error), Optional.of(error));
  }

  private String run(String event, String requestId, AtomicBoolean abandoned) throws Exception {
    ExecutionEnvironment used = environment();
    try {
      byte[] answer =
          used.handler()
              .invoke(
                  event.getBytes(StandardCharsets.UTF_8),
                  new InvocationContext(configuration, arn, requestId));
      return new String(answer, StandardCharsets.UTF_8);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ExecutionException(e);
    } finally {
      // Lambda keeps the environment of a handler that threw, not of one that ran out of time.
      if (!abandoned.get()) {
        synchronized (idle) {
          idle.push(used);
        }
      }
    }
  }

  private ExecutionEnvironment environment() throws Exception {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    try {
      Handler handler = Handler.create(configuration.handler(), environment);
      return new ExecutionEnvironment(created.incrementAndGet(), handler);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ExecutionException(e);
    }
  }

  private static String errorDocument(Throwable error) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("errorMessage", error.getMessage());
    document.put("errorType", error.getClass().getName());
    ArrayNode trace = document.putArray("stackTrace");
    for (StackTraceElement element : error.getStackTrace()) {
      trace.add(element.toString());
    }
    return document.toString();
  }

  /** Takes no more invocations; those in work go on. */
  void retire() {
    threads.shutdown();
  }

  /** Lets what is in work come to its end, for a short while, and interrupts the rest. */
  @Override
  public void close() {
    retire();
    try {
      if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
