package io.stackseed.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code templates/ingest.yaml} with a slip or another number in it, made in its text. */
public record BrokenTemplate(String text) {

  /** Without a slip yet. */
  public static BrokenTemplate intact() {
    try {
      return new BrokenTemplate(Files.readString(IngestStack.TEMPLATE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * With a chunk function and a chunk queue that give a dead worker up after 55 seconds by its
   * lease, after 90 by its message. In the cloud it is two minutes and nine, for which a test in
   * real time need not wait.
   */
  public static BrokenTemplate hasty() {
    return intact()
        .with("ChunksFunction", "Timeout: 90", "Timeout: 40")
        .with("ChunkQueue", "VisibilityTimeout: 540", "VisibilityTimeout: 90");
  }

  /** With a resource's text changed. */
  public BrokenTemplate with(String logicalId, String old, String replacement) {
    String resource = resource(logicalId);
    return new BrokenTemplate(replaced(text, resource, replaced(resource, old, replacement)));
  }

  /** Drops the resource and the dependencies on it. */
  public BrokenTemplate without(String logicalId) {
    return new BrokenTemplate(
        replaced(text, resource(logicalId), "").replaceAll("(?m)^ +- " + logicalId + "\\n", ""));
  }

  private static String replaced(String text, String old, String replacement) {
    if (!text.contains(old)) {
      throw new IllegalArgumentException("There is no '" + old + "' in\n" + text);
    }
    return text.replace(old, replacement);
  }

  @Override
  public String toString() {
    return "the template with a slip";
  }

  private String resource(String logicalId) {
    Matcher matcher =
        Pattern.compile("(?ms)^  " + logicalId + ":\\n.*?(?=^  [A-Za-z]+:\\n|^[A-Z]|\\z)")
            .matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("There is no resource " + logicalId);
    }
    return matcher.group();
  }
}
