/**
 * Reads CloudFormation templates: YAML with its short tags to a plain tree, parameters, conditions,
 * intrinsic functions, and the order in which resources depend on each other. What it does not
 * support it refuses by name. Knows nothing of what any resource type means.
 */
@NullMarked
package io.stackseed.local.template;

import org.jspecify.annotations.NullMarked;
