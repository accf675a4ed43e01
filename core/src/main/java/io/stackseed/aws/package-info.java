/**
 * The services of AWS behind the ports: one package-private adapter a port, made by {@link
 * io.stackseed.aws.AwsServices}, and {@link io.stackseed.aws.FunctionParts} of them by a function's
 * variables. The only package that knows the SDK; decides nothing.
 */
@NullMarked
package io.stackseed.aws;

import org.jspecify.annotations.NullMarked;
