/** Forms of options that several commands have. Knows no command. */
@NullMarked
package io.stackseed.cli.option;

import org.jspecify.annotations.NullMarked;
