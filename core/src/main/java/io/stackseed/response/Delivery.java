package io.stackseed.response;

/** What became of a response. */
public enum Delivery {
  /** S3 took it: CloudFormation has its answer. */
  ACCEPTED,
  /** S3 will never take it, most often because the URL has expired. Sending again is pointless. */
  REFUSED,
  /** No verdict in the time given. It may or may not have arrived; sending again is right. */
  UNREACHABLE
}
