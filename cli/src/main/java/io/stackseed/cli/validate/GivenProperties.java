package io.stackseed.cli.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.failure.FailureException;
import io.stackseed.request.IngestProperties;
import io.stackseed.request.TopicArn;

/** A resource's properties, checked as the ingest stack checks them. */
final class GivenProperties {
  private static final String TABLE = "TargetTable";
  private static final String FILE = "DataIngestFile";
  private static final String BUCKET = "local-files";

  /** Where a request would have come from. */
  private static final TopicArn HOME =
      TopicArn.parse("arn:aws:sns:us-east-1:000000000000:validate");

  private GivenProperties() {}

  /**
   * What they ask for. The table is a stand-in whatever they say, as the one meant is elsewhere; so
   * is the file if they do not say it.
   *
   * @throws FailureException as a run would fail for them
   */
  static IngestProperties of(ObjectNode given) {
    ObjectNode properties = given.deepCopy();
    properties.put(TABLE, Target.NAME);
    if (!properties.hasNonNull(FILE)) {
      properties.put(FILE, "file");
    }
    return IngestProperties.parse(properties, HOME, BUCKET);
  }
}
