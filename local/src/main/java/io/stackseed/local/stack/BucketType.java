package io.stackseed.local.stack;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** {@code AWS::S3::Bucket}, with versioning. */
final class BucketType implements ResourceType {

  private final S3Client s3;
  private final String region;

  BucketType(S3Client s3, String region) {
    this.s3 = s3;
    this.region = region;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring("BucketName", "VersioningConfiguration")
        .ignoring(
            "BucketEncryption",
            "PublicAccessBlockConfiguration",
            "OwnershipControls",
            "LifecycleConfiguration",
            "LoggingConfiguration",
            "Tags");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.physicalName("BucketName").toLowerCase(Locale.ROOT);
    s3.createBucket(create -> create.bucket(name));
    setVersioning(name, request);
    return Provisioned.of(name)
        .with("Arn", "arn:aws:s3:::" + name)
        .with("DomainName", name + ".s3.amazonaws.com")
        .with("RegionalDomainName", name + ".s3." + region + ".amazonaws.com");
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    if (request.optional("BucketName").filter(name -> !name.equals(old.physicalId())).isPresent()) {
      throw new ResourceFailedException("A bucket's name cannot be changed here");
    }
    setVersioning(old.physicalId(), request);
    return new Provisioned(old.physicalId(), old.attributes(), old.answer());
  }

  private void setVersioning(String bucket, ResourceRequest request) {
    String status =
        request.nested("VersioningConfiguration", Set.of("Status")).path("Status").asText("");
    if (!status.isEmpty()) {
      s3.putBucketVersioning(
          put ->
              put.bucket(bucket)
                  .versioningConfiguration(
                      configuration ->
                          configuration.status(BucketVersioningStatus.fromValue(status))));
    }
  }

  /** Fails for a bucket that is not empty, as CloudFormation does. */
  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    try {
      s3.deleteBucket(delete -> delete.bucket(resource.physicalId()));
    } catch (NoSuchBucketException e) {
      return;
    } catch (S3Exception e) {
      throw new ResourceFailedException(
          "The bucket " + resource.physicalId() + " was not deleted: " + e.getMessage());
    }
  }
}
