package io.stackseed.local.services;

/** A call that SNS refuses, with the error code its clients know. */
final class TopicException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int httpStatus;
  private final String code;

  private TopicException(int httpStatus, String code, String message) {
    super(message);
    this.httpStatus = httpStatus;
    this.code = code;
  }

  static TopicException notFound() {
    return new TopicException(404, "NotFound", "Topic does not exist");
  }

  static TopicException invalidParameter(String what) {
    return new TopicException(400, "InvalidParameter", "Invalid parameter: " + what);
  }

  static TopicException invalidAction(String action) {
    return new TopicException(
        400,
        "InvalidAction",
        "The action "
            + action
            + " is not supported by the embedded topics."
            + " They serve Publish, PublishBatch, ListTopics and GetTopicAttributes.");
  }

  static TopicException batch(String code, String message) {
    return new TopicException(400, code, message);
  }

  int httpStatus() {
    return httpStatus;
  }

  String code() {
    return code;
  }
}
