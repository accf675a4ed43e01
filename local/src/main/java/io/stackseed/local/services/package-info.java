/**
 * The emulators that stand in for the cloud, in this one JVM and on loopback only: DynamoDB Local,
 * ElasticMQ for SQS, S3Mock for S3, and a topic service of our own for SNS. Knows nothing of
 * templates, stacks or functions: a topic hands what it delivers to whoever registered as {@link
 * io.stackseed.local.services.FunctionTarget}.
 */
@NullMarked
package io.stackseed.local.services;

import org.jspecify.annotations.NullMarked;
