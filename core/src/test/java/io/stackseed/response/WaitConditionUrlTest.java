package io.stackseed.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs of wait condition handles; what they share with ResponseURLs is tested there too. */
class WaitConditionUrlTest {
  private static final String GUID = "969cb190-c7a8-11f0-a669-0a344b714dd5";
  private static final String HANDLE_GUID = "969e1120-c7a8-11f0-a669-0a344b714dd5";
  private static final String STACK =
      "arn:aws:cloudformation:us-east-1:123456789012:stack/demo/" + GUID;
  private static final String ENCODED_STACK =
      "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/demo/" + GUID;
  private static final String BUCKET = "cloudformation-waitcondition-us-east-1";
  private static final String HOST = BUCKET + ".s3.amazonaws.com";
  private static final String PATH = ENCODED_STACK + "/Handle";
  private static final String QUERY =
      "?X-Amz-Security-Token=5e55i0n&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20240229T235959Z"
          + "&X-Amz-SignedHeaders=host&X-Amz-Expires=43199&X-Amz-Credential=AKIDEXAMPLE"
          + "&X-Amz-Signature=5ec2e7";

  @ParameterizedTest
  @CsvSource({
    "aws, us-east-1, us-east-1.s3.amazonaws.com",
    "aws, us-east-2, us-east-2.s3.us-east-2.amazonaws.com",
    "aws, us-west-2, us-west-2.s3-us-west-2.amazonaws.com",
    "aws, us-west-2, US-WEST-2.S3-us-west-2.AmazonAWS.com",
    "aws, us-west-2, us-west-2.s3-us-west-2.amazonaws.com:443",
    "aws-cn, cn-north-1, cn-north-1.s3.amazonaws.com.cn",
    "aws-cn, cn-north-1, cn-north-1.s3.cn-north-1.amazonaws.com.cn",
    "aws-cn, cn-northwest-1, cn-northwest-1.s3-cn-northwest-1.amazonaws.com.cn",
    "aws-us-gov, us-gov-west-1, us-gov-west-1.s3.amazonaws.com",
    "aws-us-gov, us-gov-west-1, us-gov-west-1.s3.us-gov-west-1.amazonaws.com",
    "aws-us-gov, us-gov-east-1, us-gov-east-1.s3-us-gov-east-1.amazonaws.com",
    "aws-eusc, eusc-de-east-1, eusc-de-east-1.s3.eusc-de-east-1.amazonaws.eu",
    "aws-iso, us-iso-east-1, us-iso-east-1.s3.us-iso-east-1.c2s.ic.gov",
  })
  void eachHostFormOfTheStacksRegionIsAccepted(String partition, String region, String rest) {
    String arn = "arn:" + partition + ":cloudformation:" + region + ":1:stack/demo/" + GUID;
    String url =
        "https://cloudformation-waitcondition-"
            + rest
            + "/"
            + arn.replace(":", "%3A")
            + "/Handle?X-Amz-Signature=x";

    PresignedUrl parsed = PresignedUrl.parse(url, new Purpose.WaitCondition(arn), Set.of());

    assertThat(parsed.revealForStorage()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PATH,
        ENCODED_STACK + "/" + HANDLE_GUID + "/Handle",
        ENCODED_STACK + "%2FHandle2",
        ENCODED_STACK + "%2f" + HANDLE_GUID + "%2fHandle",
        "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack%2Fdemo%2F" + GUID + "%2FH",
        "/arn:aws:cloudformation:us-east-1:123456789012:stack/demo/" + GUID + "/H%61ndle"
      })
  void eachPathFormOfAHandleIsAccepted(String path) {
    String url = "https://" + HOST + path + QUERY;

    assertThat(parse(url).revealForStorage()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HOST + ".evil.example",
        "evil.example",
        "evil-" + HOST,
        BUCKET + "x.s3.amazonaws.com",
        BUCKET + ".evil.s3.amazonaws.com",
        BUCKET + ".s3.amazonaws.com.cn",
        BUCKET + ".s3.amazonaws.com.",
        BUCKET + ".s3xamazonaws.com",
        BUCKET + ".s3.eu-west-1.amazonaws.com",
        BUCKET + ".s3-eu-west-1.amazonaws.com",
        BUCKET + ".s3.dualstack.us-east-1.amazonaws.com",
        BUCKET + ".s3-website-us-east-1.amazonaws.com",
        "cloudformation-waitcondition-useast1.s3.amazonaws.com",
        "cloudformation-waitcondition-eu-west-1.s3.amazonaws.com",
        "cloudformation-waitcondition-eu-west-1.s3.eu-west-1.amazonaws.com",
        "cloudformation-custom-resource-response-useast1.s3.amazonaws.com",
        "s3.amazonaws.com",
        "52.216.1.1",
        "127.0.0.1",
        "169.254.169.254",
        "[::1]",
        "localhost"
      })
  void anyOtherHostIsRefused(String host) {
    assertThat(refusal("https://" + host + PATH + QUERY))
        .isEqualTo("CompletionHandle refused: its host is not CloudFormation's for us-east-1");
  }

  @Test
  void hostOfAnotherPartitionIsRefused() {
    String arn = "arn:aws-cn:cloudformation:cn-north-1:1:stack/demo/" + GUID;
    String url =
        "https://cloudformation-waitcondition-cn-north-1.s3.cn-north-1.amazonaws.com/"
            + arn
            + "/Handle";

    assertThatThrownBy(() -> PresignedUrl.parse(url, new Purpose.WaitCondition(arn), Set.of()))
        .isInstanceOf(InvalidPresignedUrlException.class)
        .hasMessage("CompletionHandle refused: its host is not CloudFormation's for cn-north-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "HTTP", "ftp", "file"})
  void onlyHttpsIsOpened(String scheme) {
    assertThat(refusal(scheme + "://" + HOST + PATH + QUERY))
        .isEqualTo("CompletionHandle refused: its scheme is not https");
  }

  @ParameterizedTest
  @ValueSource(strings = {":80", ":8443", ":0"})
  void onlyTheDefaultPortIsOpened(String port) {
    assertThat(refusal("https://" + HOST + port + PATH + QUERY))
        .isEqualTo("CompletionHandle refused: its port is not 443");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user@", "user:secret@", "@", HOST + "@"})
  void userInformationIsRefused(String userInformation) {
    assertThat(refusal("https://" + userInformation + HOST + PATH + QUERY))
        .isEqualTo("CompletionHandle refused: it has user information");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "#x"})
  void fragmentIsRefused(String fragment) {
    assertThat(refusal("https://" + HOST + PATH + QUERY + fragment))
        .isEqualTo("CompletionHandle refused: it has a fragment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/Handle",
        ENCODED_STACK,
        ENCODED_STACK + "/",
        ENCODED_STACK + "//",
        ENCODED_STACK + "//Handle",
        ENCODED_STACK + "/Handle/",
        ENCODED_STACK + "/One/Two",
        ENCODED_STACK + "/One%2FTwo",
        ENCODED_STACK + "/" + HANDLE_GUID + "/",
        ENCODED_STACK + "/" + HANDLE_GUID + "/One/Two",
        ENCODED_STACK + "/" + HANDLE_GUID + "/" + HANDLE_GUID + "/Handle",
        ENCODED_STACK + "/..",
        ENCODED_STACK + "/%2E%2E",
        ENCODED_STACK + "/%252FHandle",
        ENCODED_STACK + "/Handle%FF",
        ENCODED_STACK + "/Handle%0A",
        ENCODED_STACK + "x/Handle",
        ENCODED_STACK + "%7CSeed%7Creq-1",
        "/x/.." + PATH,
        "/" + PATH,
        "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/demo/"
            + HANDLE_GUID
            + "/Handle",
        "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/other/" + GUID + "/Handle",
        "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A210987654321%3Astack/demo/" + GUID + "/Handle"
      })
  void pathThatNamesNoHandleOfTheStackIsRefused(String path) {
    assertThat(refusal("https://" + HOST + path + QUERY))
        .isEqualTo("CompletionHandle refused: its path does not name a handle of this stack");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "'' it_has_no_valid_host",
        "nonsense it_has_no_valid_host",
        "https: it_is_not_a_URL",
        "https://h/%zz it_is_not_a_URL",
        "https://h/ä it_is_not_plain_ASCII"
      })
  void whatCannotBeReadIsRefused(String url, String rule) {
    assertThat(refusal(url)).isEqualTo("CompletionHandle refused: " + rule.replace('_', ' '));
  }

  @Test
  void withoutAStacksArnNoHostIsRight() {
    assertThatThrownBy(
            () ->
                PresignedUrl.parse(
                    "https://" + HOST + "/demo/Handle",
                    new Purpose.WaitCondition("demo"),
                    Set.of()))
        .isInstanceOf(InvalidPresignedUrlException.class)
        .hasMessage("CompletionHandle refused: the StackId is not an ARN of a stack");
  }

  @Test
  void urlOfTheOtherPurposeIsRefused() {
    String response =
        "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com"
            + ENCODED_STACK
            + "%7CSeed%7Creq-1";
    Purpose request = new Purpose.Response(STACK, "Seed", "req-1");

    assertThat(refusal(response)).startsWith("CompletionHandle refused: its host");
    assertThatThrownBy(() -> PresignedUrl.parse("https://" + HOST + PATH, request, Set.of()))
        .isInstanceOf(InvalidPresignedUrlException.class)
        .hasMessageStartingWith("ResponseURL refused: its host");
  }

  @Test
  void hostGivenExplicitlyIsExemptAndNoOther() {
    Purpose handle = new Purpose.WaitCondition(STACK);
    Set<String> extraHosts = Set.of("LOCALHOST:4566");

    assertThat(PresignedUrl.parse("http://localhost:4566/any?x=1", handle, extraHosts))
        .hasToString("PresignedUrl[http://localhost/…]");
    assertThatThrownBy(() -> PresignedUrl.parse("http://localhost:4567/any", handle, extraHosts))
        .isInstanceOf(InvalidPresignedUrlException.class)
        .hasMessage("CompletionHandle refused: its scheme is not https");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Date=20240229T235959Z&X-Amz-SignedHeaders=host&X-Amz-Expires=43199,"
        + " 2024-03-01T11:59:58Z",
    "AWSAccessKeyId=AKID&Expires=1504199689&Signature=K3%3D, 2017-08-31T17:14:49Z",
    "Expires=1312475488&AWSAccessKeyId=AKID&Signature=tU%3D, 2011-08-04T16:31:28Z"
  })
  void expiryIsReadFromEitherSignature(String query, Instant expiry) {
    assertThat(parse("https://" + HOST + PATH + "?" + query).expiry()).contains(expiry);
  }

  @Test
  void textShowsTheHostAlone() {
    assertThat(parse("https://" + HOST + PATH + QUERY))
        .hasToString("PresignedUrl[https://" + HOST + "/…]");
  }

  private static String refusal(String url) {
    InvalidPresignedUrlException refused =
        catchThrowableOfType(InvalidPresignedUrlException.class, () -> parse(url));
    assertThat(refused).hasNoCause().hasMessage("CompletionHandle refused: " + refused.rule());
    assertThat(refused.toString())
        .doesNotContain("X-Amz", "5ec2e7", "5e55i0n", "AKID", "secret", "evil", GUID);
    return String.valueOf(refused.getMessage());
  }

  private static PresignedUrl parse(String url) {
    return PresignedUrl.parse(url, new Purpose.WaitCondition(STACK), Set.of());
  }
}
