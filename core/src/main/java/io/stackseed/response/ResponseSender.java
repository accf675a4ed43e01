package io.stackseed.response;

import java.time.Instant;

/** Delivers an answer, or a wait condition's signal, that was already decided and stored. */
public interface ResponseSender {

  /**
   * PUTs the body, trying again while that can help and {@code until} is ahead. Nothing is sent
   * after {@code until}, and the call returns by then.
   *
   * <p>A crash just before leaves CloudFormation without its answer: the answer is stored, so
   * another sender finds it and sends it. A crash just after leaves the delivery unrecorded:
   * another sender PUTs the identical body once more, which changes nothing.
   *
   * @param body as {@link ResponseBody} or {@link SignalBody} made it; not kept or changed
   * @param until exclusive; in the past, nothing is sent and the result is {@link
   *     Delivery#UNREACHABLE}
   */
  Delivery send(PresignedUrl url, byte[] body, Instant until);
}
