package io.stackseed.aws;

import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends a body that the call brings along, in the place of the one that the SDK marshalled from its
 * request. This comes before the SDK signs, and once for all tries of a call; so what is signed and
 * sent, and sent again, is this body. Calls without one are left alone.
 */
final class PreparedBody implements ExecutionInterceptor {

  /** The body, of a call's {@code overrideConfiguration}. */
  static final ExecutionAttribute<RequestBody> BODY =
      new ExecutionAttribute<>("io.stackseed.PreparedBody");

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return Optional.ofNullable(attributes.getAttribute(BODY)).or(context::requestBody);
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    SdkHttpRequest request = context.httpRequest();
    return Optional.ofNullable(attributes.getAttribute(BODY))
        .flatMap(RequestBody::optionalContentLength)
        .map(
            length ->
                request.copy(changed -> changed.putHeader("Content-Length", Long.toString(length))))
        .orElse(request);
  }
}
