/**
 * What is measured of the functions, and where it is sent. Knows the metrics by name and unit, and
 * nothing of CloudWatch.
 */
@NullMarked
package io.stackseed.metric;

import org.jspecify.annotations.NullMarked;
