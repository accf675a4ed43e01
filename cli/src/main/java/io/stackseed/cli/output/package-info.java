/** What commands print has these forms in common. Knows no command and no service. */
@NullMarked
package io.stackseed.cli.output;

import org.jspecify.annotations.NullMarked;
