package io.stackseed.request;

/**
 * The topic a request came through. It says where we are: partition, region and account.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …
 */
public record TopicArn(String partition, String region, String account, String name) {

  /**
   * Reads {@code arn:<partition>:sns:<region>:<account>:<name>}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static TopicArn parse(String arn) {
    String[] fields = arn.split(":", -1);
    if (fields.length != 6 || !fields[0].equals("arn") || !fields[2].equals("sns")) {
      throw new IllegalArgumentException("not the ARN of a topic: " + arn);
    }
    return new TopicArn(fields[1], fields[3], fields[4], fields[5]);
  }

  @Override
  public String toString() {
    return String.join(":", "arn", partition, "sns", region, account, name);
  }
}
