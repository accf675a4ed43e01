package io.stackseed.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.stackseed.local.services.Endpoints;
import io.stackseed.local.services.QueryServer;
import io.stackseed.local.stack.StackListener;
import io.stackseed.local.stack.StacksApi;
import java.io.PrintWriter;
import java.net.URI;
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
      "Standard output is one line of JSON: the endpoints (sns, sqs, s3, dynamodb,"
          + " cloudformation) and what was deployed (topicArn, bucket, progressTable,"
          + " chunkQueueUrl, deadLetterQueueUrl). Standard error has the same as variables for"
          + " another shell, where the AWS CLI and stackseed then find it. Everything listens on"
          + " 127.0.0.1 only and is gone when the command is stopped, by Ctrl-C or SIGTERM."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackseed serve",
      "  stackseed serve --response-host localhost:8000",
      "  stackseed serve 2> settings; source <(grep export settings)",
      "",
      "Then, in the shell that has the variables:",
      "  aws dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST \\",
      "    --attribute-definitions AttributeName=id,AttributeType=S \\",
      "    --key-schema AttributeName=id,KeyType=HASH",
      "  stackseed seed orders.jsonl --table orders --wait"
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

  @Option(
      names = "--json",
      description = "As everywhere: here standard output is JSON without it too.")
  void json(boolean isAlways) {}

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
    QueryServer stacks = StacksApi.serve(ingest.cloudFormation());
    ingest.services().closeBefore(stacks);
    Runtime.getRuntime().addShutdownHook(new Thread(ingest::close, "stop"));
    announce(ingest, stacks.endpoint());
    new CountDownLatch(1).await();
    return 0;
  }

  private void announce(IngestStack ingest, URI stacks) {
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
            .put("deadLetterQueueUrl", ingest.output("ChunkDeadLetterQueueUrl"))
            .put("cloudformation", stacks.toString()));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println("For the AWS CLI and stackseed, in another shell:");
    err.println();
    ServeSettings.of(ingest.services(), stacks)
        .forEach((name, value) -> err.println("  export %s=%s".formatted(name, value)));
    err.println();
    err.println("Serving. Stop it with Ctrl-C.");
    err.flush();
  }
}
