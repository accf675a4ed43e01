package io.stackseed.cli.aws;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What AWS refuses, in a sentence that says what to do. */
public final class AwsFailures {
  private AwsFailures() {}

  /** Empty if it is no failure of AWS's. */
  public static Optional<String> sentence(Throwable failure) {
    if (failure instanceof AwsServiceException refused) {
      return Optional.of(refusal(refused));
    }
    return failure instanceof SdkClientException unreachable
        ? Optional.of(
            "%s. Check the network, --region and --endpoint-url."
                .formatted(withoutStop(String.valueOf(unreachable.getMessage()))))
        : Optional.empty();
  }

  private static String refusal(AwsServiceException refused) {
    String service =
        refused.awsErrorDetails() == null ? "AWS" : refused.awsErrorDetails().serviceName();
    String code = refused.awsErrorDetails() == null ? "" : refused.awsErrorDetails().errorCode();
    String said =
        refused.awsErrorDetails() == null
            ? String.valueOf(refused.getMessage())
            : String.valueOf(refused.awsErrorDetails().errorMessage());
    return "%s refuses: %s (%s). %s"
        .formatted(service, withoutStop(said), code, remedy(String.valueOf(code)));
  }

  private static String remedy(String code) {
    return switch (code) {
          case "ResourceNotFoundException", "NotFound", "NoSuchBucket", "NoSuchKey" ->
              "Check --stack and --region, or the names that were given";
          case "ExpiredToken", "ExpiredTokenException", "RequestExpired" -> "Sign in again";
          case "InvalidClientTokenId",
              "UnrecognizedClientException",
              "SignatureDoesNotMatch",
              "InvalidAccessKeyId" ->
              "Check the credentials and --profile";
          default ->
              code.contains("Denied") || code.contains("Authoriz")
                  ? "Ask for the permission, or give another --profile"
                  : "Try again; if it stays, check --region and --profile";
        }
        + ".";
  }

  private static String withoutStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
