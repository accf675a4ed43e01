package io.stackseed.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.stackseed.local.services.Endpoints;
import io.stackseed.local.stack.StackListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the embedded services until it is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the embedded services with templates/ingest.yaml deployed, for real clients.",
      "",
      "Standard output is one line of JSON: the endpoints (sns, sqs, s3, dynamodb) and what was"
          + " deployed (topicArn, bucket, progressTable, chunkQueueUrl, deadLetterQueueUrl)."
          + " Everything listens on 127.0.0.1 only and is gone when the command is stopped, by"
          + " Ctrl-C or SIGTERM."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed serve",
      "  stackseed serve --response-host localhost:8000",
      "  aws sns publish --endpoint-url SNS --topic-arn TOPIC_ARN \\",
      "    --message file://sample-data/requests/reingest.json"
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--response-host",
      paramLabel = "HOST:PORT",
      description =
          "A host that a ResponseURL may name, with http and any path, besides CloudFormation's"
              + " own. May be given more than once.")
  private List<String> responseHosts = List.of();

  @Override
  public Integer call() throws InterruptedException {
    for (String host : responseHosts) {
      if (!host.matches("[A-Za-z0-9.\\[\\]:-]+:[0-9]{1,5}")) {
        throw new ParameterException(
            spec.commandLine(), "--response-host: '%s' is not HOST:PORT.".formatted(host));
      }
    }
    IngestStack ingest =
        IngestStack.start(Checkout.here().ingestTemplate(), responseHosts, StackListener.SILENT);
    Runtime.getRuntime().addShutdownHook(new Thread(ingest::close, "stop"));
    announce(ingest);
    new CountDownLatch(1).await();
    return 0;
  }

  private void announce(IngestStack ingest) {
    Endpoints endpoints = ingest.services().endpoints();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        JsonNodeFactory.instance
            .objectNode()
            .put("sns", endpoints.sns().toString())
            .put("sqs", endpoints.sqs().toString())
            .put("s3", endpoints.s3().toString())
            .put("dynamodb", endpoints.dynamoDb().toString())
            .put("topicArn", ingest.output("IngestTopicArn"))
            .put("bucket", ingest.output("IngestBucketName"))
            .put("progressTable", ingest.output("ProgressTableName"))
            .put("chunkQueueUrl", ingest.output("ChunkQueueUrl"))
            .put("deadLetterQueueUrl", ingest.output("ChunkDeadLetterQueueUrl")));
    out.flush();
    spec.commandLine().getErr().println("Serving. Stop it with Ctrl-C.");
    spec.commandLine().getErr().flush();
  }
}
