/**
 * The stand-in for Lambda: execution environments that hold one handler instance each, events and
 * answers carried through Lambda's own serialisation, asynchronous invocation with its retries, SQS
 * event source mappings and schedules. The one place in the project that uses reflection. Knows
 * nothing of templates or stacks.
 */
@NullMarked
package io.stackseed.local.lambda;

import org.jspecify.annotations.NullMarked;
