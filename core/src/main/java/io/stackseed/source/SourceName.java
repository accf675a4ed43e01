package io.stackseed.source;

/** What a user names as a source, by its form {@code s3://…}: an object, or all under a prefix. */
public sealed interface SourceName permits SourceLocation, SourcePrefix {
  String bucket();
}
