package io.stackseed.reject;

/** A file of the report could not be written: without it its chunk must not count. */
public final class RejectReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RejectReportException(ReportFile file, Throwable cause) {
    super("could not write s3://%s/%s".formatted(file.bucket(), file.key()), cause);
  }
}
