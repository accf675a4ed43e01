package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.SplitQueue;
import io.stackseed.chunk.SplitSender;
import io.stackseed.item.TargetTable;
import io.stackseed.metric.Metrics;
import io.stackseed.reject.RejectReport;
import io.stackseed.response.HttpResponseSender;
import io.stackseed.run.Completion;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.RunStore;
import io.stackseed.run.WriteSchedule;
import io.stackseed.shape.HashKeys;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.StagingArea;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the functions are made of, each part by the variables that it needs: a function for which
 * the template sets too few cannot be initialised, and the variable is named. Made once, at a
 * function's initialisation.
 */
public final class FunctionParts {
  private final Environment environment;
  private final AwsServices services;
  private final Time time = Time.system();
  private final RunStore runs;
  private final Metrics metrics;
  private final Completion completion;

  public FunctionParts(Map<String, String> variables) {
    environment = new Environment(variables);
    // LogFormat has read it from the process, before the first line: here it can only be missed.
    String unused = environment.text("LOG_LEVEL");
    services = new AwsServices(environment);
    runs = services.runStore(environment.text("PROGRESS_TABLE"));
    metrics = new EmbeddedMetrics(functionLog(), environment.text("INGEST_STACK"), time);
    completion =
        new Completion(
            runs,
            HttpResponseSender.create(time, new SecureRandom()),
            extraResponseHosts(),
            services.outcomes(environment.text("OUTCOME_TOPIC_ARN")),
            metrics,
            time);
  }

  /** Standard output, which is nobody else's in Lambda alone. */
  private static PrintStream functionLog() {
    return System.getenv("AWS_LAMBDA_FUNCTION_NAME") == null
        ? new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)
        : System.out;
  }

  public Time time() {
    return time;
  }

  public RunStore runs() {
    return runs;
  }

  public Completion completion() {
    return completion;
  }

  public Metrics metrics() {
    return metrics;
  }

  public LeasedWork leasedWork() {
    return new LeasedWork(runs, completion, time, () -> UUID.randomUUID().toString());
  }

  public WriteSchedule writeSchedule() {
    return services.writeSchedule(environment.text("PROGRESS_TABLE"));
  }

  public TargetTable targetTable() {
    return services.targetTable();
  }

  public SourceObjects sourceObjects() {
    return services.sourceObjects();
  }

  public StagingArea stagingArea() {
    return services.stagingArea();
  }

  public RejectReport rejectReport() {
    return services.rejectReport();
  }

  /** Where the key of Hash is; read when it is first needed. */
  public HashKeys hashKeys() {
    return services.hashKeys(environment.textOrEmpty("HASH_KEY_ARN"));
  }

  public ChunkQueue chunkQueue() {
    return services.chunkQueue(environment.text("CHUNK_QUEUE_URL"));
  }

  public ChunkSender chunkSender() {
    return new ChunkSender(chunkQueue(), Backoff.system());
  }

  public SplitQueue splitQueue() {
    return services.splitQueue(environment.text("SPLIT_QUEUE_URL"));
  }

  public SplitSender splitSender() {
    return new SplitSender(splitQueue(), Backoff.system());
  }

  /** The hosts that may be answered besides CloudFormation's own. */
  public Set<String> extraResponseHosts() {
    return environment.list("EXTRA_RESPONSE_HOSTS");
  }

  /** The bucket of files that are named without one. */
  public String ingestBucket() {
    return environment.text("INGEST_BUCKET");
  }

  /** The topic through which every request comes. */
  public String topicArn() {
    return environment.text("TOPIC_ARN");
  }
}
