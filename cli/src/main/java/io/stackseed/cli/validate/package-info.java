/**
 * {@code validate}: what a run would make of local files, told by the code that a run consists of.
 * Knows no AWS service, nor a stand-in for one.
 */
@NullMarked
package io.stackseed.cli.validate;

import org.jspecify.annotations.NullMarked;
