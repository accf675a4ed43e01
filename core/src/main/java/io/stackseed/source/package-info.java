/**
 * What is read: one frozen version of an object, byte ranges of it, and the port through which they
 * come. Knows nothing of what the bytes mean, nor of any SDK.
 */
@NullMarked
package io.stackseed.source;

import org.jspecify.annotations.NullMarked;
