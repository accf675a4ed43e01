package io.stackseed.benchmarks.scale;

/**
 * List prices of us-east-1 in US dollars, without free tiers and discounts for volume, as the
 * services' pricing pages have had them since the change of 1 November 2024: "Pricing for On-Demand
 * Capacity" and "Pricing for Provisioned Capacity" (Amazon DynamoDB, table class Standard), "AWS
 * Lambda Pricing" (Arm, requests and duration), "Amazon SQS pricing" (standard queues), "Amazon S3
 * pricing" (S3 Standard, GET).
 */
final class Prices {
  static final String OF = "us-east-1, list prices since 1 November 2024";

  static final double WRITE_REQUEST_UNIT = 0.625e-6;
  static final double READ_REQUEST_UNIT = 0.125e-6;
  static final double PROVISIONED_WRITE_UNIT_HOUR = 0.00065;
  static final double LAMBDA_GIGABYTE_SECOND = 0.0000133334;
  static final double LAMBDA_REQUEST = 0.20e-6;
  static final double SQS_REQUEST = 0.40e-6;
  static final double S3_GET = 0.0004e-3;

  private Prices() {}
}
