package io.stackseed.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stackseed.format.RawRecord;
import io.stackseed.item.Binary;
import io.stackseed.item.RejectCode;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.reject.RejectReport;
import io.stackseed.reject.RejectReportContract;
import io.stackseed.reject.RejectedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;

/** Against S3Mock; the lines are read as anybody's program would. */
@ExtendWith(EmbeddedAccount.class)
class S3RejectReportIT extends RejectReportContract {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String bucket = "report-" + UUID.randomUUID();
  private S3Client s3;
  private RejectReport report;

  @BeforeEach
  void open(EmbeddedServices services) {
    s3 = services.s3();
    report = IngestStack.ports(services).rejectReport();
    s3.createBucket(create -> create.bucket(bucket));
  }

  @Override
  protected RejectReport report() {
    return report;
  }

  @Override
  protected String bucket() {
    return bucket;
  }

  @Override
  protected String missingBucket() {
    return "missing-" + bucket;
  }

  @Override
  protected @Nullable List<RejectedRecord> read(String in, String key) {
    String text =
        s3.getObjectAsBytes(get -> get.bucket(in).key(key)).asString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    return List.of(text.substring(0, text.length() - 1).split("\n", -1)).stream()
        .map(S3RejectReportIT::record)
        .toList();
  }

  private static RejectedRecord record(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      byte[] raw =
          json.has("raw")
              ? json.path("raw").asText().getBytes(StandardCharsets.UTF_8)
              : json.path("rawBase64").binaryValue();
      return new RejectedRecord(
          json.path("object").asText(),
          json.has("versionId") ? json.path("versionId").asText() : null,
          json.path("offset").asLong(),
          json.path("record").asLong(),
          RejectCode.valueOf(json.path("code").asText()),
          json.path("reason").asText(),
          new RawRecord(Binary.of(raw), json.path("truncated").asBoolean(false)));
    } catch (JsonProcessingException e) {
      throw new AssertionError("not one JSON value: " + line, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
