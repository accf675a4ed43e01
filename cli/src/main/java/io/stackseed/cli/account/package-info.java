/**
 * An account and its ingest stack, as commands use them: the port to its services, and the options
 * that say which it is. Knows no command and no SDK.
 */
@NullMarked
package io.stackseed.cli.account;

import org.jspecify.annotations.NullMarked;
