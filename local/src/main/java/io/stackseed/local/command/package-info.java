/**
 * The commands that need the embedded services: {@code demo} and {@code serve}. Knows nothing of
 * how the services work.
 */
@NullMarked
package io.stackseed.local.command;

import org.jspecify.annotations.NullMarked;
