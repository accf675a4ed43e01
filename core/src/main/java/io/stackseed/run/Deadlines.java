package io.stackseed.run;

import java.time.Instant;

/**
 * The instants a run is held to.
 *
 * @param deadline past it nothing is begun any more, and a run that is still to be answered is
 *     failed, which leaves the time to answer
 * @param answerBy when CloudFormation stops listening, or the ResponseURL expires; nothing is sent
 *     from then on
 * @param endBy past it a run that goes on after its answer is failed; the deadline for one that
 *     does not
 */
public record Deadlines(Instant deadline, Instant answerBy, Instant endBy) {}
