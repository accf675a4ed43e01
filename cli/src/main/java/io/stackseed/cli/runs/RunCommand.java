package io.stackseed.cli.runs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.cli.account.AccountOptions;
import io.stackseed.cli.account.Ingest;
import io.stackseed.cli.account.Surroundings;
import io.stackseed.request.Notification;
import io.stackseed.request.RequestReader;
import io.stackseed.request.RequestType;
import io.stackseed.request.TopicArn;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands about runs have in common. */
abstract class RunCommand implements Callable<Integer> {
  /** Within it a request is usually taken; Lambda may be slower, and tries again. */
  static final Duration ACCEPTANCE = Duration.ofSeconds(30);

  /** So long whoever waits for a run's end waits for its beginning. */
  static final Duration LONG_ACCEPTANCE = Duration.ofMinutes(5);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final AccountOptions account = new AccountOptions();

  @Option(
      names = "--json",
      description =
          "Print one JSON object to standard output, and nothing else; while waiting or following,"
              + " one a line, the outcome last.")
  private boolean json;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Integer call() throws IOException, InterruptedException {
    checkUsage();
    try (Ingest ingest = account.open(surroundings)) {
      return run(ingest);
    }
  }

  /** Says what is wrong with the options themselves, before anything is called. */
  void checkUsage() {}

  /** Does it; returns the exit code. */
  abstract int run(Ingest ingest) throws IOException, InterruptedException;

  final boolean isJson() {
    return json;
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  final Waiting waiting(Ingest ingest) {
    return new Waiting(ingest.runs(), surroundings.time());
  }

  /** Standard output: the result. */
  final void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** The result of a run, for people or for programs. */
  final void print(Snapshot snapshot) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(RunJson.of(snapshot));
    } else {
      RunText.print(snapshot, out);
    }
    out.flush();
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Standard error: what happens meanwhile; nothing with {@code --json}. */
  final void say(String line) {
    if (!json) {
      complain(line);
    }
  }

  /** Standard error, in any case. */
  final void complain(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Publishes a request about a run; returns the id of the request's own run. */
  final String publish(Ingest ingest, RequestType type, String runId) {
    return publish(
        ingest,
        JsonNodeFactory.instance
            .objectNode()
            .put("RequestType", type.wireName())
            .put("RunId", runId));
  }

  /**
   * Publishes a request by hand.
   *
   * @return the id of the run that it asks for
   */
  final String publish(Ingest ingest, ObjectNode request) {
    TopicArn topic = ingest.topic();
    String message = request.toString();
    String messageId = ingest.account().publish(topic.toString(), message);
    return RequestReader.read(
            new Notification(topic, messageId, surroundings.time().now(), message))
        .runId();
  }

  /**
   * Says what became of a request that asked for a run, and waits for the run's end if that is
   * wanted.
   *
   * @return the exit code
   */
  final int report(Ingest ingest, String runId, boolean untilItsEnd) throws InterruptedException {
    Optional<Snapshot> accepted;
    OnInterrupt interrupt = OnInterrupt.run(() -> complain(goesOn(runId)));
    try {
      accepted = waiting(ingest).accepted(runId, untilItsEnd ? LONG_ACCEPTANCE : ACCEPTANCE);
    } finally {
      interrupt.forget();
    }
    if (accepted.isEmpty()) {
      complain(
          "stackseed: Run %s is asked for, and not accepted yet. Look again with `stackseed status %s`, or at the log of the Requests function."
              .formatted(runId, runId));
      if (json) {
        print(RunJson.awaited(runId).toString());
      } else if (!untilItsEnd) {
        print(runId);
      }
      return untilItsEnd ? 1 : 0;
    }
    Snapshot snapshot = accepted.get();
    if (snapshot.isRefused()) {
      return refused(snapshot);
    }
    if (untilItsEnd) {
      return follow(ingest, snapshot);
    }
    if (json) {
      print(snapshot);
    } else {
      say("Follow it with: stackseed status %s --follow".formatted(RunText.brief(runId)));
      print(runId);
    }
    return 0;
  }

  /** Shows a run until it has ended; the exit code says how. */
  final int follow(Ingest ingest, Snapshot first) throws InterruptedException {
    String runId = first.run().id();
    RunView view = view();
    OnInterrupt interrupt =
        OnInterrupt.run(
            () -> {
              view.end();
              complain(goesOn(runId));
            });
    Snapshot last;
    try {
      last = waiting(ingest).ended(first, view);
    } finally {
      interrupt.forget();
      view.end();
    }
    print(last);
    return last.hasSucceeded() ? 0 : 1;
  }

  private RunView view() {
    if (json) {
      return new JsonView(spec.commandLine().getOut());
    }
    return surroundings.isTerminal() ? new BarView() : new LinesView(spec.commandLine().getErr());
  }

  private static String goesOn(String runId) {
    String brief = RunText.brief(runId);
    return "Interrupted. Run %s goes on. Follow it with `stackseed status %s --follow`, end it with `stackseed cancel %s`."
        .formatted(runId, brief, brief);
  }

  /** A request that was turned down. */
  final int refused(Snapshot snapshot) {
    if (json) {
      print(snapshot);
    } else {
      complain("stackseed: " + snapshot.reason());
    }
    return 1;
  }
}
