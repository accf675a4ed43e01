package io.stackseed.aws;

import io.stackseed.reject.RejectReport;
import io.stackseed.reject.RejectReportException;
import io.stackseed.reject.RejectedRecord;
import io.stackseed.reject.ReportFile;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

final class S3RejectReport implements RejectReport {
  private final S3Client s3;

  S3RejectReport(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public void write(ReportFile file, List<RejectedRecord> records) {
    byte[] lines = RejectedRecordCodec.write(records);
    try {
      s3.putObject(
          request ->
              request.bucket(file.bucket()).key(file.key()).contentType("application/x-ndjson"),
          RequestBody.fromBytes(lines));
    } catch (SdkException e) {
      throw new RejectReportException(file, e);
    }
  }
}
