/**
 * Takes requests in, plans their runs and queues the chunks: thin handlers over {@link
 * io.stackseed.dispatcher.Requests} and {@link io.stackseed.dispatcher.Splits}, which know ports
 * alone.
 */
@NullMarked
package io.stackseed.dispatcher;

import org.jspecify.annotations.NullMarked;
