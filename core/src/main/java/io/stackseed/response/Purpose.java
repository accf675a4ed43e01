package io.stackseed.response;

import java.util.Objects;
import java.util.regex.Pattern;

/** What a presigned URL is for, and so where it must lead. */
public sealed interface Purpose {

  /** The stack's ARN, which says in which region and partition the host must be. */
  String stackId();

  /** The property that carries the URL, as the template or CloudFormation spells it. */
  String property();

  /** CloudFormation's bucket for this purpose in a region, the first part of the host. */
  String bucket(String region);

  /** Whether a percent-decoded path is this purpose's own. */
  boolean owns(String path);

  /** What the path must name, to follow "its path does not name". */
  String owner();

  /** The answer to one request of one resource. */
  record Response(String stackId, String logicalResourceId, String requestId) implements Purpose {
    public Response {
      Objects.requireNonNull(stackId, "stackId");
      Objects.requireNonNull(logicalResourceId, "logicalResourceId");
      Objects.requireNonNull(requestId, "requestId");
    }

    @Override
    public String property() {
      return "ResponseURL";
    }

    /**
     * The name is documented with the VPC endpoints: "AWS Region names don't contain dashes".
     * CloudFormation's wait conditions keep theirs.
     */
    @Override
    public String bucket(String region) {
      return "cloudformation-custom-resource-response-" + region.replace("-", "");
    }

    @Override
    public boolean owns(String path) {
      return path.equals("/" + stackId + "|" + logicalResourceId + "|" + requestId);
    }

    @Override
    public String owner() {
      return "this request";
    }
  }

  /** The signal to a wait condition of a stack, whichever of its handles it is. */
  record WaitCondition(String stackId) implements Purpose {

    /**
     * The handle's logical id, which a template spells in letters and digits alone. Since 2025 an
     * identifier of the handle has been seen before it: {@code <stack id>/<guid>/<logical id>}.
     */
    private static final Pattern HANDLE =
        Pattern.compile("(?:\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}/)?\\p{Alnum}+");

    public WaitCondition {
      Objects.requireNonNull(stackId, "stackId");
    }

    @Override
    public String property() {
      return "CompletionHandle";
    }

    @Override
    public String bucket(String region) {
      return "cloudformation-waitcondition-" + region;
    }

    @Override
    public boolean owns(String path) {
      String stack = "/" + stackId + "/";
      return path.startsWith(stack) && HANDLE.matcher(path.substring(stack.length())).matches();
    }

    @Override
    public String owner() {
      return "a handle of this stack";
    }
  }
}
