package io.stackseed.local.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.EmbeddedAccount;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;

@ExtendWith(EmbeddedAccount.class)
class EmbeddedServicesIT {

  @Test
  void theServicesListenOnLoopbackOnly(EmbeddedServices services) throws IOException {
    Map<String, String> environment = services.endpoints().environment();
    assertThat(environment.values()).allMatch(uri -> uri.startsWith("http://127.0.0.1:"));
    for (var elsewhere : NetworkInterface.networkInterfaces().toList()) {
      if (elsewhere.isLoopback() || !elsewhere.isUp()) {
        continue;
      }
      for (var address : elsewhere.getInterfaceAddresses()) {
        for (String uri : environment.values()) {
          InetSocketAddress outside =
              new InetSocketAddress(address.getAddress(), URI.create(uri).getPort());
          assertThat(accepts(outside)).as("%s", outside).isFalse();
        }
      }
    }
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aMultipartUploadWithTheClientsDefaultChecksumCompletes(EmbeddedServices services) {
    S3Client s3 = services.s3();
    s3.createBucket(create -> create.bucket("multipart"));
    byte[] part = new byte[5 * 1024 * 1024];
    new Random(1).nextBytes(part);
    String uploadId =
        s3.createMultipartUpload(
                create ->
                    create
                        .bucket("multipart")
                        .key("k")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                        .checksumType(ChecksumType.FULL_OBJECT))
            .uploadId();
    String eTag =
        s3.uploadPart(
                upload ->
                    upload
                        .bucket("multipart")
                        .key("k")
                        .uploadId(uploadId)
                        .partNumber(1)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                RequestBody.fromBytes(part))
            .eTag();
    s3.completeMultipartUpload(
        complete ->
            complete
                .bucket("multipart")
                .key("k")
                .uploadId(uploadId)
                .checksumType(ChecksumType.FULL_OBJECT)
                .multipartUpload(
                    parts ->
                        parts.parts(CompletedPart.builder().partNumber(1).eTag(eTag).build())));

    assertThat(s3.getObjectAsBytes(get -> get.bucket("multipart").key("k")).asByteArray())
        .isEqualTo(part);
    s3.deleteObject(delete -> delete.bucket("multipart").key("k"));
    s3.deleteBucket(delete -> delete.bucket("multipart"));
  }
}
