package io.stackseed.local.contract;

import io.stackseed.aws.AwsServices;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.StagingArea;
import io.stackseed.source.StagingAreaContract;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against S3Mock. */
@ExtendWith(EmbeddedAccount.class)
class S3StagingAreaIT extends StagingAreaContract {
  private final String bucket = "staging-" + UUID.randomUUID();
  private AwsServices ports;

  @BeforeEach
  void open(EmbeddedServices services) {
    ports = IngestStack.ports(services);
    services.s3().createBucket(create -> create.bucket(bucket));
  }

  @Override
  protected StagingArea area() {
    return ports.stagingArea();
  }

  @Override
  protected SourceObjects objects() {
    return ports.sourceObjects();
  }

  @Override
  protected String bucket() {
    return bucket;
  }

  @Override
  protected String missingBucket() {
    return "missing-" + bucket;
  }
}
