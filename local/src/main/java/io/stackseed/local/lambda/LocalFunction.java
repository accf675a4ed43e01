package io.stackseed.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.local.services.Threads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deployed function: invokes its handler, in no more environments at once than are reserved, and
 * gives up an invocation that takes too long.
 */
final class LocalFunction implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(LocalFunction.class);

  private final FunctionConfiguration configuration;
  private final String arn;
  private final ExecutionEnvironments environments;
  private final Semaphore concurrency;
  private final ExecutorService threads;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicLong invocations = new AtomicLong();
  private final AtomicLong deaths = new AtomicLong();

  /** What an invocation died of, in the words of Lambda's own log. */
  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KilledException() {
      super("Runtime exited with error: signal: killed");
    }
  }

  LocalFunction(
      FunctionConfiguration configuration, String arn, Map<String, String> accountVariables) {
    Handler.check(configuration.handler());
    this.configuration = configuration;
    this.arn = arn;
    this.environments =
        new ExecutionEnvironments(
            configuration.handler(), configuration.completed(accountVariables));
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
    return new FunctionUsage(
        environments.created(), mostAtOnce.get(), invocations.get(), deaths.get());
  }

  /** From now on invocations die as told. */
  void crash(Crashes crashes) {
    environments.crash(crashes);
  }

  /** Runs the handler once and waits for it; what it throws becomes part of the result. */
  InvocationResult invoke(String event) throws InterruptedException {
    String requestId = UUID.randomUUID().toString();
    concurrency.acquire();
    try {
      mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
      invocations.incrementAndGet();
      Invocation invocation = new Invocation(event, requestId);
      Future<?> thread = threads.submit(invocation);
      return outcome(invocation, thread);
    } finally {
      running.decrementAndGet();
      concurrency.release();
    }
  }

  private InvocationResult outcome(Invocation invocation, Future<?> thread)
      throws InterruptedException {
    String requestId = invocation.requestId;
    Throwable error;
    try {
      String payload =
          invocation.answer.get(configuration.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new InvocationResult(requestId, payload, Optional.empty());
    } catch (ExecutionException e) {
      error = e.getCause() == null ? e : e.getCause();
      if (error instanceof KilledException) {
        thread.cancel(true);
      }
    } catch (TimeoutException e) {
      invocation.abandoned = true;
      thread.cancel(true);
      error =
          new TimeoutException(
              "Task timed out after %d seconds".formatted(configuration.timeout().toSeconds()));
    } catch (InterruptedException e) {
      invocation.abandoned = true;
      thread.cancel(true);
      throw e;
    }
    LOG.error("Function {} failed, request {}", configuration.name(), requestId, error);
    return new InvocationResult(requestId, errorDocument(error), Optional.of(error));
  }

  /** One event on its way through a handler. The first thing that becomes of it is its answer. */
  private final class Invocation implements Runnable {
    private final String event;
    private final String requestId;
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    /** Nobody waits for the answer any more: it ran out of time, or died. */
    private volatile boolean abandoned;

    Invocation(String event, String requestId) {
      this.event = event;
      this.requestId = requestId;
    }

    @Override
    public void run() {
      try {
        answer.complete(handled());
      } catch (Throwable e) {
        answer.completeExceptionally(e);
      }
    }

    private String handled() throws Throwable {
      ExecutionEnvironment used = environments.take();
      used.begin(environments.crashes(), event, this::die);
      try {
        byte[] bytes =
            used.handler()
                .invoke(
                    event.getBytes(StandardCharsets.UTF_8),
                    new InvocationContext(configuration, arn, requestId));
        return new String(bytes, StandardCharsets.UTF_8);
      } finally {
        end(used);
      }
    }

    private void die() {
      abandoned = true;
      if (answer.completeExceptionally(new KilledException())) {
        deaths.incrementAndGet();
      }
    }

    /** Lambda keeps the environment of a handler that threw, not of one that ran out of time. */
    private void end(ExecutionEnvironment used) {
      used.end();
      if (abandoned) {
        used.close();
      } else {
        environments.giveBack(used);
      }
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
    environments.retire();
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
