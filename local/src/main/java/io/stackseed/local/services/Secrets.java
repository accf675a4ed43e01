package io.stackseed.local.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stand-in for Secrets Manager and for Systems Manager's parameters: texts are put by method
 * calls and read over HTTP, as clients of both services do.
 */
public final class Secrets implements AutoCloseable {
  private final LocalSettings settings;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final SecretsServer server;

  private Secrets(LocalSettings settings) throws IOException {
    this.settings = settings;
    this.server = SecretsServer.start(this);
  }

  static Secrets start(LocalSettings settings) {
    try {
      return new Secrets(settings);
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded secrets did not start", e);
    }
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** Makes the secret, or gives it another text; returns its ARN. */
  public String putSecret(String name, String text) {
    return put(settings.arn("secretsmanager", "secret:" + name + "-LocalS"), text);
  }

  /** Makes the parameter, or gives it another text; returns its ARN. */
  public String putParameter(String name, String text) {
    return put(settings.arn("ssm", "parameter/" + name), text);
  }

  private String put(String arn, String text) {
    texts.put(arn, text);
    return arn;
  }

  /** Empty if there is none of this ARN. */
  Optional<String> text(String arn) {
    return Optional.ofNullable(texts.get(arn));
  }

  @Override
  public void close() {
    server.close();
  }
}
