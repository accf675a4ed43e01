package io.stackseed.response;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a stack lives, read from its own ARN, and so the hosts that its presigned URLs may have.
 *
 * @param region as in {@code us-east-1}
 * @param dnsSuffix the domain of the region's partition
 */
record StackLocation(String region, String dnsSuffix) {
  /** The region's form is checked, because it becomes part of a host name. */
  private static final Pattern STACK_ARN =
      Pattern.compile(
          "arn:(aws[a-z-]*):cloudformation:([a-z]+(?:-[a-z]+)+-[0-9]+):.*", Pattern.DOTALL);

  /** From the partition metadata of the vendor's SDKs. */
  private static final Map<String, String> DNS_SUFFIX_BY_PARTITION =
      Map.of(
          "aws", "amazonaws.com",
          "aws-us-gov", "amazonaws.com",
          "aws-cn", "amazonaws.com.cn",
          "aws-eusc", "amazonaws.eu",
          "aws-iso", "c2s.ic.gov",
          "aws-iso-b", "sc2s.sgov.gov",
          "aws-iso-e", "cloud.adc-e.uk",
          "aws-iso-f", "csp.hci.ic.gov");

  /** Empty if this is no ARN of a stack in a partition we know. */
  static Optional<StackLocation> of(String stackId) {
    Matcher arn = STACK_ARN.matcher(stackId);
    return arn.matches()
        ? Optional.ofNullable(DNS_SUFFIX_BY_PARTITION.get(arn.group(1)))
            .map(dnsSuffix -> new StackLocation(arn.group(2), dnsSuffix))
        : Optional.empty();
  }

  /**
   * The three forms in which CloudFormation is known to address a bucket of its own. A dual-stack
   * form is not documented and was never seen, so it is not here.
   */
  Set<String> hosts(String bucket) {
    return Set.of(
        bucket + ".s3." + dnsSuffix,
        bucket + ".s3." + region + "." + dnsSuffix,
        bucket + ".s3-" + region + "." + dnsSuffix);
  }
}
