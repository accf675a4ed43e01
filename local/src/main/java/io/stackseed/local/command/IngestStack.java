package io.stackseed.local.command;

import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.services.LocalSettings;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackListener;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The embedded services with {@code templates/ingest.yaml} deployed onto them. */
final class IngestStack implements AutoCloseable {
  static final String NAME = "data-ingest";

  /** As well known as any here; but a file that is masked twice is masked alike. */
  private static final String HASH_KEY = "the embedded account's own key, and no secret";

  private final EmbeddedServices services;
  private final CloudFormation cloudFormation;
  private final Stack stack;

  private IngestStack(EmbeddedServices services, CloudFormation cloudFormation, Stack stack) {
    this.services = services;
    this.cloudFormation = cloudFormation;
    this.stack = stack;
  }

  /**
   * Starts and deploys.
   *
   * @param responseHosts allowed besides the embedded S3, as {@code host:port}
   */
  static IngestStack start(
      Path template, Collection<String> responseHosts, StackListener listener) {
    EmbeddedServices services =
        EmbeddedServices.start(LocalSettings.defaults().withRegion(region()));
    try {
      CloudFormation cloudFormation = new CloudFormation(services, listener);
      Stack stack =
          cloudFormation
              .create(
                  NAME,
                  template,
                  Map.of(
                      "ExtraResponseHosts",
                      hosts(services, responseHosts),
                      "HashKeyArn",
                      services.secrets().putSecret(NAME + "-hash-key", HASH_KEY)))
              .orThrow();
      return new IngestStack(services, cloudFormation, stack);
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  EmbeddedServices services() {
    return services;
  }

  CloudFormation cloudFormation() {
    return cloudFormation;
  }

  String output(String name) {
    return stack.output(name);
  }

  @Override
  public void close() {
    cloudFormation.close();
    services.close();
  }

  /** The user's own, so that the ARNs look as they are used to. */
  private static String region() {
    return Optional.ofNullable(System.getenv("AWS_REGION"))
        .or(() -> Optional.ofNullable(System.getenv("AWS_DEFAULT_REGION")))
        .filter(region -> !region.isBlank())
        .orElse("us-east-1");
  }

  /** CloudFormation's stand-in takes its answers at the embedded S3. */
  private static String hosts(EmbeddedServices services, Collection<String> responseHosts) {
    String own = services.endpoints().s3().getAuthority();
    return responseHosts.isEmpty() ? own : own + "," + String.join(",", responseHosts);
  }
}
