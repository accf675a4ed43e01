package io.stackseed.local;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The templates among the test resources. */
public final class Templates {

  private Templates() {}

  public static Path template(String name) {
    URL url = Objects.requireNonNull(Templates.class.getResource("/templates/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
