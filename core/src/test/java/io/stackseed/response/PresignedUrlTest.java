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

class PresignedUrlTest {
  private static final String BUCKET = "cloudformation-custom-resource-response-useast1";
  private static final String HOST = BUCKET + ".s3.amazonaws.com";
  private static final String PATH =
      "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/demo/guid%7CSeed%7Creq-1";
  private static final String QUERY =
      "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20240229T235959Z&X-Amz-Expires=7200"
          + "&X-Amz-Credential=AKIDEXAMPLE&X-Amz-Signature=5ec2e7";

  @ParameterizedTest
  @CsvSource({
    "aws, us-east-1, useast1.s3.amazonaws.com",
    "aws, us-east-1, useast1.s3.us-east-1.amazonaws.com",
    "aws, ap-south-1, apsouth1.s3.ap-south-1.amazonaws.com",
    "aws, us-west-1, uswest1.s3-us-west-1.amazonaws.com",
    "aws, us-west-1, USWEST1.S3-us-west-1.AmazonAWS.com",
    "aws, us-west-1, uswest1.s3-us-west-1.amazonaws.com:443",
    "aws-cn, cn-north-1, cnnorth1.s3.cn-north-1.amazonaws.com.cn",
    "aws-cn, cn-northwest-1, cnnorthwest1.s3.cn-northwest-1.amazonaws.com.cn",
    "aws-us-gov, us-gov-west-1, usgovwest1.s3.us-gov-west-1.amazonaws.com",
    "aws-us-gov, us-gov-west-1, usgovwest1.s3-us-gov-west-1.amazonaws.com",
    "aws-eusc, eusc-de-east-1, euscdeeast1.s3.eusc-de-east-1.amazonaws.eu",
    "aws-iso, us-iso-east-1, usisoeast1.s3.us-iso-east-1.c2s.ic.gov",
  })
  void eachHostFormOfTheStacksRegionIsAccepted(String partition, String region, String rest) {
    String arn = "arn:" + partition + ":cloudformation:" + region + ":1:stack/demo/guid";
    String url =
        "https://cloudformation-custom-resource-response-"
            + rest
            + "/"
            + arn.replace(":", "%3A")
            + "%7CSeed%7Creq-1?X-Amz-Signature=x";

    PresignedUrl parsed = PresignedUrl.parse(url, request(arn, "Seed", "req-1"), Set.of());

    assertThat(parsed.revealForStorage()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HOST + ".evil.example",
        "evil.example",
        "evil-" + HOST,
        BUCKET + "x.s3.amazonaws.com",
        BUCKET + ".s3.amazonaws.com.cn",
        BUCKET + ".s3.amazonaws.com.",
        BUCKET + ".s3xamazonaws.com",
        BUCKET + ".s3.eu-west-1.amazonaws.com",
        BUCKET + ".s3.dualstack.us-east-1.amazonaws.com",
        BUCKET + ".s3-website-us-east-1.amazonaws.com",
        "cloudformation-custom-resource-response-euwest1.s3.amazonaws.com",
        "cloudformation-custom-resource-response-us-east-1.s3.amazonaws.com",
        "cloudformation-waitcondition-us-east-1.s3.amazonaws.com",
        "s3.amazonaws.com",
        "52.216.1.1",
        "127.0.0.1",
        "169.254.169.254",
        "[::1]",
        "localhost",
        "2130706433"
      })
  void anyOtherHostIsRefused(String host) {
    String message = refusal("https://" + host + PATH + QUERY);

    // java.net.URI takes a label of digits alone for no host at all.
    assertThat(message)
        .isIn(
            "ResponseURL refused: its host is not CloudFormation's for us-east-1",
            "ResponseURL refused: it has no valid host");
  }

  @Test
  void pathStyleUrlIsRefused() {
    assertThat(refusal("https://s3.us-east-1.amazonaws.com/" + BUCKET + PATH + QUERY))
        .isEqualTo("ResponseURL refused: its host is not CloudFormation's for us-east-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "HTTP", "ftp", "file"})
  void onlyHttpsIsOpened(String scheme) {
    assertThat(refusal(scheme + "://" + HOST + PATH + QUERY))
        .isEqualTo("ResponseURL refused: its scheme is not https");
  }

  @ParameterizedTest
  @ValueSource(strings = {":80", ":8443", ":0", ":65979"})
  void onlyTheDefaultPortIsOpened(String port) {
    assertThat(refusal("https://" + HOST + port + PATH + QUERY))
        .isEqualTo("ResponseURL refused: its port is not 443");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user@", "user:secret@", "@", HOST + "@"})
  void userInformationIsRefused(String userInformation) {
    assertThat(refusal("https://" + userInformation + HOST + PATH + QUERY))
        .isEqualTo("ResponseURL refused: it has user information");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "#x"})
  void fragmentIsRefused(String fragment) {
    assertThat(refusal("https://" + HOST + PATH + QUERY + fragment))
        .isEqualTo("ResponseURL refused: it has a fragment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        PATH + "/",
        "/" + PATH,
        PATH + "0",
        "/x/.." + PATH,
        "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/demo/guid%7CSeed%7Creq-2",
        "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/demo/guid%7CSeed2%7Creq-1",
        "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/demo/other%7CSeed%7Creq-1",
        "/arn%3aaws%253Acloudformation%3Aus-east-1%3A123456789012%3Astack/demo/guid%7CSeed%7Creq-1"
      })
  void pathOfAnotherRequestIsRefused(String path) {
    assertThat(refusal("https://" + HOST + path + QUERY))
        .isEqualTo("ResponseURL refused: its path does not name this request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"arn%3Aaws%3A", "arn%3aaws:", "%61rn:aws%3A"})
  void pathMayBeEncodedInAnyWay(String start) {
    String url =
        "https://"
            + HOST
            + "/"
            + start
            + "cloudformation:us-east-1:123456789012:stack%2Fdemo%2fguid%7cSeed%7Creq-1";

    assertThat(parse(url).revealForStorage()).isEqualTo(url);
  }

  @Test
  void logicalResourceIdMayBeUnicode() {
    String arn = "arn:aws:cloudformation:us-east-1:1:stack/demo/guid";
    String path = "/" + arn + "%7CGr%C3%B6%C3%9Fe+%F0%9F%98%80%7Creq";

    PresignedUrl url =
        PresignedUrl.parse(
            "https://" + HOST + path, request(arn, "Größe+\uD83D\uDE00", "req"), Set.of());

    assertThat(url.uri().getRawPath()).isEqualTo(path);
  }

  @Test
  void pathThatIsNotUtf8NamesNoRequest() {
    String arn = "arn:aws:cloudformation:us-east-1:1:stack/demo/guid";

    assertThatThrownBy(
            () ->
                PresignedUrl.parse(
                    "https://" + HOST + "/" + arn + "%7C%FF%7Creq",
                    request(arn, "\uFFFD", "req"),
                    Set.of()))
        .isInstanceOf(InvalidPresignedUrlException.class)
        .hasMessage("ResponseURL refused: its path does not name this request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "'' it_has_no_valid_host",
        "nonsense it_has_no_valid_host",
        "https: it_is_not_a_URL",
        "https:/// it_has_no_valid_host",
        "https:///path it_has_no_valid_host",
        "mailto:a@b.example it_has_no_valid_host",
        "https://under_score.example/x it_has_no_valid_host",
        "https://h/a|b it_is_not_a_URL",
        "https://h/%zz it_is_not_a_URL",
        "https://h\\@evil.example/ it_is_not_a_URL",
        "https://h/ä it_is_not_plain_ASCII",
        "https://ｓ3.example/ it_is_not_plain_ASCII"
      })
  void whatCannotBeReadIsRefused(String url, String rule) {
    assertThat(refusal(url)).isEqualTo("ResponseURL refused: " + rule.replace('_', ' '));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "arn:aws:cloudformation:us-east-1",
        "arn:aws:sns:us-east-1:1:topic",
        "arn:aws:cloudformation:evil.example/:1:stack/demo/guid",
        "arn:aws:cloudformation::1:stack/demo/guid",
        "arn:aws-moon:cloudformation:us-east-1:1:stack/demo/guid",
        "arn:evil:cloudformation:us-east-1:1:stack/demo/guid"
      })
  void withoutAStacksArnNoHostIsRight(String stackId) {
    assertThatThrownBy(
            () ->
                PresignedUrl.parse(
                    "https://" + HOST + PATH, request(stackId, "Seed", "req-1"), Set.of()))
        .isInstanceOf(InvalidPresignedUrlException.class)
        .hasMessage("ResponseURL refused: the StackId is not an ARN of a stack");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:4566/any?x=1",
        "https://LocalHost:4566/",
        "http://127.0.0.1/",
        "http://[::1]:80/a%7Cb"
      })
  void hostsGivenExplicitlyAreExempt(String url) {
    assertThat(local(url).revealForStorage()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "http://localhost:4567/ its_scheme_is_not_https",
        "http://localhost/ its_scheme_is_not_https",
        "http://127.0.0.1:4566/ its_scheme_is_not_https",
        "https://sub.localhost:4566/ its_port_is_not_443",
        "ftp://localhost:4566/ its_scheme_is_neither_https_nor_http",
        "http://user@localhost:4566/ it_has_user_information",
        "http://localhost:4566/#x it_has_a_fragment"
      })
  void exemptionIsForTheExactHostAndPort(String url, String rule) {
    assertThatThrownBy(() -> local(url))
        .isInstanceOf(InvalidPresignedUrlException.class)
        .hasMessage("ResponseURL refused: " + rule.replace('_', ' '));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Date=20240229T235959Z&X-Amz-Expires=7200, 2024-03-01T01:59:59Z",
    "x-amz-expires=60&X-AMZ-DATE=20240229T235959Z, 2024-03-01T00:00:59Z",
    "AWSAccessKeyId=AKID&Expires=1700000000&Signature=x, 2023-11-14T22:13:20Z",
    "expires=0, 1970-01-01T00:00:00Z"
  })
  void expiryIsReadFromEitherSignature(String query, Instant expiry) {
    assertThat(parse("https://" + HOST + PATH + "?" + query).expiry()).contains(expiry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?X-Amz-Expires=7200",
        "?X-Amz-Date=20240229T235959Z",
        "?X-Amz-Date=20230229T235959Z&X-Amz-Expires=7200",
        "?X-Amz-Date=yesterday&X-Amz-Expires=7200",
        "?X-Amz-Date=20240229T235959Z&X-Amz-Expires=-1",
        "?X-Amz-Date=20240229T235959Z&X-Amz-Expires=99999999999",
        "?X-Amz-Date=20240229T235959Z&X-Amz-Expires=",
        "?Expires=soon",
        "?Expires=99999999999999999999",
        "?NotExpires=1700000000",
        "?Expires"
      })
  void nonsenseSaysNothingOfTheExpiry(String query) {
    assertThat(parse("https://" + HOST + PATH + query).expiry()).isEmpty();
  }

  @Test
  void textShowsTheHostAlone() {
    assertThat(parse("https://" + HOST + PATH + QUERY))
        .hasToString("PresignedUrl[https://" + HOST + "/…]");
  }

  @Test
  void urlsAreEqualByTheirWholeText() {
    PresignedUrl url = parse("https://" + HOST + PATH + QUERY);

    assertThat(url)
        .isEqualTo(parse("https://" + HOST + PATH + QUERY))
        .hasSameHashCodeAs(parse("https://" + HOST + PATH + QUERY))
        .isNotEqualTo(parse("https://" + HOST + PATH + QUERY + "0"));
  }

  private static String refusal(String url) {
    InvalidPresignedUrlException refused =
        catchThrowableOfType(InvalidPresignedUrlException.class, () -> parse(url));
    assertThat(refused).hasNoCause().hasMessage("ResponseURL refused: " + refused.rule());
    assertThat(refused.toString()).doesNotContain("X-Amz", "5ec2e7", "secret", "evil");
    return String.valueOf(refused.getMessage());
  }

  private static PresignedUrl parse(String url) {
    return PresignedUrl.parse(
        url,
        request("arn:aws:cloudformation:us-east-1:123456789012:stack/demo/guid", "Seed", "req-1"),
        Set.of());
  }

  private static Purpose request(String stackId, String logicalResourceId, String requestId) {
    return new Purpose.Response(stackId, logicalResourceId, requestId);
  }

  private static PresignedUrl local(String url) {
    return PresignedUrl.parse(
        url,
        request("arn:aws:cloudformation:us-east-1:1:stack/demo/guid", "Seed", "req-1"),
        Set.of("LOCALHOST:4566", "127.0.0.1", "[::1]:80"));
  }
}
