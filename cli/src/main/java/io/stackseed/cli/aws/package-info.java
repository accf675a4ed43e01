/** The port to an account over the AWS SDK. */
@NullMarked
package io.stackseed.cli.aws;

import org.jspecify.annotations.NullMarked;
