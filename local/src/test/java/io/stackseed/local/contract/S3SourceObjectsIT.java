package io.stackseed.local.contract;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.SourceObjectsContract;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Against S3Mock, in a bucket with versioning as the template's has it. */
@ExtendWith(EmbeddedAccount.class)
class S3SourceObjectsIT extends SourceObjectsContract {

  private S3Client s3;
  private SourceObjects objects;
  private String bucket;

  @BeforeEach
  void open(EmbeddedServices services) {
    s3 = services.s3();
    objects = IngestStack.ports(services).sourceObjects();
    bucket = "source-" + UUID.randomUUID();
    s3.createBucket(create -> create.bucket(bucket));
    s3.putBucketVersioning(
        versioning ->
            versioning
                .bucket(bucket)
                .versioningConfiguration(on -> on.status(BucketVersioningStatus.ENABLED)));
  }

  @Override
  protected SourceObjects objects() {
    return objects;
  }

  @Override
  protected String bucket() {
    return bucket;
  }

  @Override
  protected String put(String bucket, String key, byte[] bytes) {
    return s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes))
        .versionId();
  }

  @Override
  protected void delete(String bucket, String key) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key));
  }

  /**
   * S3Mock takes a version off its list and goes on serving it until the key's last one is gone, as
   * S3 does not: so the key is made anew without it.
   */
  @Override
  protected void deleteVersion(String bucket, String key, String versionId) {
    List<byte[]> left = new ArrayList<>();
    for (ObjectVersion version :
        s3.listObjectVersions(list -> list.bucket(bucket).prefix(key)).versions()) {
      String id = version.versionId();
      if (!id.equals(versionId)) {
        left.add(
            0, s3.getObjectAsBytes(get -> get.bucket(bucket).key(key).versionId(id)).asByteArray());
      }
      s3.deleteObject(delete -> delete.bucket(bucket).key(key).versionId(id));
    }
    left.forEach(bytes -> put(bucket, key, bytes));
  }
}
