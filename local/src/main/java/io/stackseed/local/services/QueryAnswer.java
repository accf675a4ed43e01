package io.stackseed.local.services;

import java.util.UUID;

/** What goes back over HTTP in the AWS query protocol. */
public record QueryAnswer(int httpStatus, String requestId, String xml) {

  /**
   * An action's result.
   *
   * @param content XML
   */
  public static QueryAnswer result(String namespace, String action, String content) {
    String requestId = UUID.randomUUID().toString();
    return new QueryAnswer(
        200,
        requestId,
        "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult><ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata></%1$sResponse>"
            .formatted(action, namespace, content, requestId));
  }

  /** The caller's fault. */
  public static QueryAnswer refusal(String namespace, int httpStatus, String code, String message) {
    return error(namespace, httpStatus, "Sender", code, message);
  }

  static QueryAnswer internalFailure(RuntimeException cause) {
    return error("http://localhost/", 500, "Receiver", "InternalError", cause.toString());
  }

  private static QueryAnswer error(
      String namespace, int httpStatus, String type, String code, String message) {
    String requestId = UUID.randomUUID().toString();
    return new QueryAnswer(
        httpStatus,
        requestId,
        "<ErrorResponse xmlns=\"%s\"><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
            .formatted(namespace, type, code, escaped(message), requestId));
  }

  /** An element around XML. */
  public static String element(String name, CharSequence content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /** Text as XML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
