/**
 * Takes requests in, plans their runs, queues the chunks, and sees to it that every run ends and
 * every request is answered: thin handlers over {@link io.stackseed.dispatcher.Requests}, {@link
 * io.stackseed.dispatcher.Splits}, {@link io.stackseed.dispatcher.Watchdog} and {@link
 * io.stackseed.dispatcher.Rescue}, which know ports alone.
 */
@NullMarked
package io.stackseed.dispatcher;

import org.jspecify.annotations.NullMarked;
