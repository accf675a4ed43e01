package io.stackseed.run;

/** What a run reads, frozen: one object, or a listing of many. */
public sealed interface Source permits SourceFile, SourceListing {

  /** How many objects there are. */
  int objects();

  /** As its user writes it: {@code s3://…}. */
  String name();

  /** What was read and nothing else, for whoever wants to know; never null. */
  String version();
}
