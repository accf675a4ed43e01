package io.stackseed.aws;

import java.io.IOException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How the SDK repeats calls that write items: as it repeats all others, except where they are
 * throttled. That is told to whoever writes, who then makes fewer calls; the SDK would only make
 * the same one again, and hide it.
 */
final class WriteRetries {
  private static final int INTERNAL_SERVER_ERROR = 500;

  private WriteRetries() {}

  static RetryStrategy strategy() {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .useClientDefaults(false)
        .retryOnException(WriteRetries::mayPass)
        .build();
  }

  static boolean mayPass(Throwable thrown) {
    if (!(thrown instanceof SdkException e) || RetryUtils.isThrottlingException(e)) {
      return false;
    }
    return e instanceof RetryableException
        || e instanceof ApiCallAttemptTimeoutException
        || e.getCause() instanceof IOException
        || RetryUtils.isClockSkewException(e)
        || (e instanceof SdkServiceException service
            && service.statusCode() >= INTERNAL_SERVER_ERROR);
  }
}
