package io.stackseed.run;

import io.stackseed.format.Layout;
import io.stackseed.source.SourceObject;

/**
 * One object, and how it holds its records.
 *
 * @param object the version that every read is pinned to
 */
public record SourceFile(SourceObject object, Layout layout) implements Source {
  @Override
  public int objects() {
    return 1;
  }

  @Override
  public String name() {
    return object.location().toString();
  }

  @Override
  public String version() {
    return object.versionId() == null ? object.eTag() : object.versionId();
  }
}
