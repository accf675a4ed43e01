package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.shape.HashKey;
import io.stackseed.shape.HashKeys;

/** The key as the text of a secret of Secrets Manager, or of a parameter of Systems Manager. */
final class StoredHashKeys implements HashKeys {
  private static final String SECRETS_MANAGER = "secretsmanager";
  private static final String SYSTEMS_MANAGER = "ssm";

  private final String arn;
  private final SecretStores stores;

  StoredHashKeys(String arn, SecretStores stores) {
    this.arn = arn;
    this.stores = stores;
  }

  @Override
  public HashKey read() {
    try {
      byte[] text = text().getBytes(UTF_8);
      if (text.length < HashKey.MIN_BYTES) {
        throw failure(
            "is shorter than %d bytes".formatted(HashKey.MIN_BYTES),
            "Put a longer one there, such as 64 random characters");
      }
      return new HashKey(text);
    } catch (SecretStoreException e) {
      throw switch (e.problem()) {
        case MISSING -> failure("does not exist", "Correct the stack's parameter HashKeyArn");
        case DENIED ->
            failure(
                "may not be read by the ingest stack",
                "Let the roles of its functions decrypt with the KMS key that it is encrypted with");
        case NO_TEXT -> failure("holds no text", "Store the key as SecretString or SecureString");
        case UNAVAILABLE -> e;
      };
    }
  }

  private String text() {
    String[] fields = arn.split(":", 6);
    String service = fields.length == 6 ? fields[2] : "";
    return switch (service) {
      case SECRETS_MANAGER -> stores.getSecretValue(arn, fields[3]);
      case SYSTEMS_MANAGER -> stores.getParameter(arn, fields[3]);
      default ->
          throw failure(
              "is neither a secret's nor a parameter's",
              "Correct the stack's parameter HashKeyArn");
    };
  }

  private FailureException failure(String problem, String remedy) {
    return new FailureException(
        new InvalidProperty("Hash", "the key at %s %s".formatted(arn, problem), remedy));
  }
}
