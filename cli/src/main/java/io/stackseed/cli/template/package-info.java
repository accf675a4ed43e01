/** Reads CloudFormation's YAML, whatever the template is to be used for. */
@NullMarked
package io.stackseed.cli.template;

import org.jspecify.annotations.NullMarked;
