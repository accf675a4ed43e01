package io.stackseed.cli.account;

import io.stackseed.request.TopicArn;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which account and which ingest stack. */
public final class AccountOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description =
          "The ingest stack, whose outputs name topic, bucket and progress table (default: the"
              + " variable STACKSEED_STACK).")
  private @Nullable String stack;

  @Option(
      names = "--topic-arn",
      paramLabel = "ARN",
      description = "Its topic, where --stack is not given or may not be looked at.")
  private @Nullable String topicArn;

  @Option(names = "--bucket", paramLabel = "NAME", description = "Its bucket, likewise.")
  private @Nullable String bucket;

  @Option(
      names = "--progress-table",
      paramLabel = "NAME",
      description = "Its progress table, likewise.")
  private @Nullable String progressTable;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description =
          "The region (default: AWS_REGION, AWS_DEFAULT_REGION, or the profile's in the AWS"
              + " configuration files).")
  private @Nullable String region;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "A profile of the AWS configuration files (default: what variables such as"
              + " AWS_ACCESS_KEY_ID and AWS_PROFILE say, as for every AWS SDK).")
  private @Nullable String profile;

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description =
          "Where all services are (default: AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_<SERVICE>, or"
              + " AWS itself).")
  private @Nullable URI endpointUrl;

  /** The ingest stack that the options mean. */
  public Ingest open(Surroundings surroundings) {
    if (endpointUrl != null && endpointUrl.getHost() == null) {
      throw usage(
          "--endpoint-url: '%s' is not a URL such as http://localhost:4566."
              .formatted(endpointUrl));
    }
    if (topicArn != null) {
      topic(topicArn);
    }
    return new Ingest(surroundings.accounts().apply(settings(surroundings)), names(surroundings));
  }

  private AccountSettings settings(Surroundings surroundings) {
    String wanted = region;
    if (wanted == null && surroundings.variable("AWS_REGION").isEmpty()) {
      wanted = surroundings.variable("AWS_DEFAULT_REGION").orElse(null);
    }
    return new AccountSettings(wanted, profile, endpointUrl);
  }

  private Ingest.Names names(Surroundings surroundings) {
    String named =
        Optional.ofNullable(stack).or(() -> surroundings.variable("STACKSEED_STACK")).orElse(null);
    return new Ingest.Names(named, topicArn, bucket, progressTable, this::usage);
  }

  private TopicArn topic(String arn) {
    try {
      return TopicArn.parse(arn);
    } catch (IllegalArgumentException e) {
      throw usage("--topic-arn: '%s' is not the ARN of a topic.".formatted(arn));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
