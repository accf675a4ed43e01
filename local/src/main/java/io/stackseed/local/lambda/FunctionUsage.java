package io.stackseed.local.lambda;

/**
 * What a function's execution environments have done so far.
 *
 * @param environments how many distinct handler instances were made
 * @param mostAtOnce the most invocations that ran at the same time
 * @param invocations how many were started, retries included
 * @param crashes how many of them died
 */
public record FunctionUsage(int environments, int mostAtOnce, long invocations, long crashes) {}
