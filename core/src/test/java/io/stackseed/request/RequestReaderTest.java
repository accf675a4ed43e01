package io.stackseed.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final TopicArn TOPIC = TopicArn.parse("arn:aws:sns:us-east-1:123456789012:ingest");
  private static final Instant AT = Instant.parse("2024-05-01T12:00:00.123Z");

  @Test
  void everyFieldIsRead() {
    IngestRequest request =
        read(
            """
            {'RequestType':'Update','RequestId':'r-1','StackId':'s-1','LogicalResourceId':'Seed',
             'ResourceType':'Custom::DataIngest','PhysicalResourceId':'p-1',
             'ResponseURL':'https://u/','RunId':'run-1','ResourceProperties':{'TargetTable':'orders'},
             'OldResourceProperties':{'TargetTable':'old'},'ServiceToken':'ignored'}
            """);

    assertThat(request)
        .isEqualTo(
            new IngestRequest(
                TOPIC,
                "m-1",
                AT,
                "Update",
                "r-1",
                "s-1",
                "Seed",
                "Custom::DataIngest",
                "p-1",
                "https://u/",
                "run-1",
                Json.of("{'TargetTable':'orders'}"),
                Json.of("{'TargetTable':'old'}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        """
        {'RequestType':null,'RequestId':null,'StackId':null,'LogicalResourceId':null,
         'ResourceType':null,'PhysicalResourceId':null,'ResponseURL':null,'RunId':null,
         'ResourceProperties':null,'OldResourceProperties':null}
        """,
        """
        {'RequestType':'','RequestId':'','StackId':'','LogicalResourceId':'','ResourceType':'',
         'PhysicalResourceId':'','ResponseURL':'','RunId':''}
        """,
        "{'RequestId':1,'StackId':{},'LogicalResourceId':[],'ResponseURL':true,'RunId':7}"
      })
  void whatIsMissingEmptyOrNoTextIsAbsent(String message) {
    assertThat(read(message))
        .isEqualTo(
            new IngestRequest(
                TOPIC, "m-1", AT, "", null, null, null, null, null, null, null, null, null));
  }

  @Test
  void requestTypeThatIsNoTextIsNotMistakenForAMissingOne() {
    assertThat(read("{'RequestType':5}").requestType()).isEqualTo("5");
  }

  @Test
  void identifiersAreReadVerbatim() {
    IngestRequest request = read("{'StackId':' sß/😀 ','LogicalResourceId':'Größe\\u0000'}");

    assertThat(request.stackId()).isEqualTo(" sß/😀 ");
    assertThat(request.logicalResourceId()).isEqualTo("Größe\0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "[{}]", "'{}'", "5", "true"})
  void messageThatIsNoObjectIsUnreadable(String message) {
    assertThatThrownBy(() -> read(message))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessage("Message m-1 cannot be read: it is not a JSON object");
  }

  @Test
  void invalidJsonIsUnreadableAndSaysWhere() {
    assertThatThrownBy(() -> read("{'a' 1}"))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessage("Message m-1 cannot be read: it is not valid JSON at character 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{},", "{}x", "{}]"})
  void whatFollowsTheObjectMakesItUnreadable(String message) {
    assertThatThrownBy(() -> read(message))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageStartingWith("Message m-1 cannot be read: it is not valid JSON at character ");
  }

  @Test
  void nestingWithoutEndIsUnreadable() {
    assertThatThrownBy(() -> read("{'a':".repeat(100_000)))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageStartingWith("Message m-1 cannot be read: it is not valid JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ResponseURL':'https://host/?X-Amz-Signature=secret' x",
        "{'ResponseURL':https://host/?X-Amz-Signature=secret}",
        "{'ResponseURL':'https://host/?X-Amz-Signature=secret",
        "{'ResponseURL':'https://host/?X-Amz-Signature=secret'} secret",
        "'https://host/?X-Amz-Signature=secret'",
        "secret"
      })
  void exceptionHoldsNothingOfTheMessage(String message) {
    Throwable thrown = catchThrowable(() -> read(message));

    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).contains("Message m-1 cannot be read").doesNotContain("secret");
  }

  @Test
  void notificationDoesNotShowItsMessage() {
    assertThat(new Notification(TOPIC, "m-1", AT, "{'ResponseURL':'secret'}"))
        .hasToString("Notification[m-1 at 2024-05-01T12:00:00.123Z]");
  }

  private static IngestRequest read(String message) {
    return RequestReader.read(new Notification(TOPIC, "m-1", AT, message.replace('\'', '"')));
  }
}
