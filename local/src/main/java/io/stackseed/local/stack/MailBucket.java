package io.stackseed.local.stack;

import io.stackseed.local.services.EmbeddedServices;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** One of CloudFormation's own buckets, which hold what others PUT for it. */
final class MailBucket {

  private static final Logger LOG = LoggerFactory.getLogger(MailBucket.class);

  private final EmbeddedServices services;
  private final String name;

  /** Makes the bucket, if it is not there. */
  MailBucket(EmbeddedServices services, String name) {
    this.services = services;
    this.name = name;
    try {
      services.s3().createBucket(request -> request.bucket(name));
    } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
      LOG.debug("The bucket {} is there already", name, e);
    }
  }

  Mailbox open(String key, Duration life) {
    return new Mailbox(services, name, key, life);
  }
}
