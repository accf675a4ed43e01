package io.stackseed.local.services;

import com.adobe.testing.s3mock.S3MockApplication;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.logging.LoggingSystem;

/** Adobe's S3Mock over plain HTTP; its HTTPS port is there too, but nobody is told. */
final class S3MockServer implements AutoCloseable {

  /** Tomcat's, held so that its level stays. */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private final S3MockApplication application;
  private final URI endpoint;

  private S3MockServer(S3MockApplication application, URI endpoint) {
    this.application = application;
    this.endpoint = endpoint;
  }

  /**
   * Starts it.
   *
   * @param files holds its objects; whoever made it removes it
   */
  static S3MockServer start(
      LocalSettings settings, TemporaryDirectory files, ObjectListeners listeners) {
    // Spring would configure Logback anew, under the feet of the emulators that start beside it.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    TOMCAT.setLevel(Level.SEVERE);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(S3MockApplication.PROP_HTTP_PORT, S3MockApplication.RANDOM_PORT);
    properties.put(S3MockApplication.PROP_HTTPS_PORT, S3MockApplication.RANDOM_PORT);
    properties.put(S3MockApplication.PROP_SILENT, true);
    properties.put("server.address", Loopback.ADDRESS);
    properties.put("spring.main.sources", S3MockAdditions.class.getName());
    properties.put("spring.main.register-shutdown-hook", false);
    properties.put(S3MockAdditions.LISTENERS, listeners);
    AtomicReference<Connector> http = new AtomicReference<>();
    properties.put(S3MockAdditions.CONNECTOR, http);
    String[] overrides = {
      "--com.adobe.testing.s3mock.store.root=" + files.path(),
      "--com.adobe.testing.s3mock.store.retain-files-on-exit=false",
      "--com.adobe.testing.s3mock.store.region=" + settings.region()
    };
    S3MockApplication application = S3MockApplication.start(properties, overrides);
    return new S3MockServer(
        application, Loopback.http(Objects.requireNonNull(http.get()).getLocalPort()));
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    application.stop();
  }
}
