package io.stackseed.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicArnTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sns:us-east-1:123456789012:ingest",
        "arn:aws-cn:sns:cn-north-1:123456789012:ingest",
        "arn:aws-us-gov:sns:us-gov-west-1:123456789012:ingest"
      })
  void arnIsReadAndWrittenAlike(String arn) {
    assertThat(TopicArn.parse(arn)).hasToString(arn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ingest",
        "arn:aws:sqs:us-east-1:123456789012:ingest",
        "arn:aws:sns:us-east-1:123456789012",
        "arn:aws:sns:us-east-1:123456789012:ingest:subscription",
        "urn:aws:sns:us-east-1:123456789012:ingest"
      })
  void whatIsNotTheArnOfATopicIsRefused(String arn) {
    assertThatThrownBy(() -> TopicArn.parse(arn))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not the ARN of a topic: " + arn);
  }
}
