package io.stackseed.run;

import io.stackseed.format.Layout;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceContent;
import io.stackseed.source.SourceObject;
import io.stackseed.source.StagedContent;
import org.jspecify.annotations.Nullable;

/**
 * One object, and how it holds its records.
 *
 * @param object the version that every read is pinned to
 * @param layout of the object; once everything is staged, of what is staged
 * @param staged what of a compressed object is staged; null if nothing is yet, or nothing needs be
 */
public record SourceFile(SourceObject object, Layout layout, @Nullable StagedContent staged)
    implements Source {

  /** An object of which nothing is staged. */
  public SourceFile(SourceObject object, Layout layout) {
    this(object, layout, null);
  }

  /** Whether the object is to be staged, and is not yet to its end. */
  public boolean isToBeStaged() {
    return layout.staged();
  }

  /** The same object, of which more is to be staged. */
  public SourceFile staging(StagedContent soFar) {
    return new SourceFile(object, layout, soFar);
  }

  /** The same object, staged to its end. */
  public SourceFile staged(StagedContent all) {
    return new SourceFile(object, layout.ofContent(), all);
  }

  /** What the records are read from. */
  public SourceContent content() {
    return staged == null ? object : staged;
  }

  /** The range of all records, where they are not cut. */
  public ByteRange wholeRange() {
    return layout.wholeRange(content().sizeBytes());
  }

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
