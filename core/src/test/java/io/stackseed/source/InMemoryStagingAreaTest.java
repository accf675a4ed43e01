package io.stackseed.source;

class InMemoryStagingAreaTest extends StagingAreaContract {
  private final InMemorySourceObjects objects = new InMemorySourceObjects();

  @Override
  protected StagingArea area() {
    return objects;
  }

  @Override
  protected SourceObjects objects() {
    return objects;
  }

  @Override
  protected String bucket() {
    return "ingest";
  }

  @Override
  protected String missingBucket() {
    objects.failNextStaging();
    return "missing";
  }
}
