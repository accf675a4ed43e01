/**
 * The functions' own code over simulated services, deterministically: one seed decides what happens
 * next, what breaks, and how the clock moves. Exactly one actor runs at a time; each parks at its
 * port calls. After every step the invariants of the design are checked. Knows ports alone, and
 * nothing of any SDK.
 */
@NullMarked
package io.stackseed.simulation;

import org.jspecify.annotations.NullMarked;
