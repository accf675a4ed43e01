/**
 * The stand-in for CloudFormation: creates, updates and deletes stacks on the embedded services,
 * from the same templates as the cloud. Every resource type lists the properties it honours and
 * those it knowingly ignores; everything else is refused by name before anything is created. Custom
 * resources go through their topic and answer at a presigned URL, as in the cloud.
 */
@NullMarked
package io.stackseed.local.stack;

import org.jspecify.annotations.NullMarked;
