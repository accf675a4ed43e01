package io.stackseed.local.command;

import io.stackseed.cli.option.KeyOption;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CustomResourceAnswer;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackResource;
import io.stackseed.local.template.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/** Deploys the ingest stack, then a stack whose table it fills. */
final class Demo implements AutoCloseable {
  private static final String EXAMPLE_STACK = "example-table";
  private static final KeyOption EXAMPLE_KEY =
      new KeyOption.Converter().convert("PartitionKey:S,SortKey:S");

  private final Checkout checkout;
  private final DemoProgress progress;
  private final IngestStack ingest;
  private @Nullable DemoTable table;

  private Demo(Checkout checkout, DemoProgress progress, IngestStack ingest) {
    this.checkout = checkout;
    this.progress = progress;
    this.ingest = ingest;
  }

  static Demo start(Checkout checkout, DemoProgress progress) {
    progress.say("Starting the embedded services and deploying templates/ingest.yaml …");
    return new Demo(
        checkout, progress, IngestStack.start(checkout.ingestTemplate(), List.of(), progress));
  }

  /**
   * Uploads the file, creates the stack and returns what its resource was answered.
   *
   * @param file null for the sample
   * @param key null for the sample's
   */
  CustomResourceAnswer run(
      @Nullable Path file, @Nullable KeyOption key, Map<String, String> properties) {
    Path source = file == null ? checkout.exampleData() : file;
    String objectKey = source.getFileName().toString();
    EmbeddedServices services = ingest.services();
    String bucket = ingest.output("IngestBucketName");
    services
        .s3()
        .putObject(request -> request.bucket(bucket).key(objectKey), RequestBody.fromFile(source));
    progress.watch(services.dynamoDb(), ingest.output("ProgressTableName"));
    boolean example = file == null && properties.isEmpty();
    Stack stack =
        example
            ? create(
                Template.read(checkout.exampleTemplate()),
                Map.of("DataIngestStackName", IngestStack.NAME, "IngestDataFile", objectKey))
            : create(
                Template.parse(
                    DemoTemplate.of(
                        key == null ? EXAMPLE_KEY : key,
                        IngestStack.NAME + "-ingest-topic",
                        objectKey,
                        properties)),
                Map.of());
    CustomResourceAnswer answer =
        Optional.ofNullable(stack.resources().get(example ? "DataIngest" : DemoTemplate.SEED))
            .flatMap(StackResource::answer)
            .orElseThrow(() -> new IllegalStateException(stack.reason()));
    table =
        new DemoTable(
            services.dynamoDb(),
            stack.physicalId(example ? "RelationalExampleTable" : DemoTemplate.TABLE));
    return answer;
  }

  /** The table that was to be filled. */
  DemoTable table() {
    if (table == null) {
      throw new IllegalStateException("nothing was run yet");
    }
    return table;
  }

  private Stack create(Template template, Map<String, String> parameters) {
    return ingest.cloudFormation().createWithoutRollback(EXAMPLE_STACK, template, parameters);
  }

  @Override
  public void close() {
    ingest.close();
  }
}
