/**
 * The {@code stackseed} command: its root, to which each command is added by whoever has what it
 * needs. Knows no emulator.
 */
@NullMarked
package io.stackseed.cli;

import org.jspecify.annotations.NullMarked;
