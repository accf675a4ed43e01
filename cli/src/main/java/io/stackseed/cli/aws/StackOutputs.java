package io.stackseed.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.cli.account.AccountException;
import io.stackseed.time.Backoff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;

/**
 * The one call of CloudFormation that is needed, <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">DescribeStacks</a>,
 * in its own protocol: a signed form goes out, XML comes back.
 */
final class StackOutputs {
  private static final int MAX_TRIES = 4;
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Region region;
  private final URI endpoint;
  private final Backoff backoff;

  StackOutputs(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Region region,
      URI endpoint,
      Backoff backoff) {
    this.http = http;
    this.credentials = credentials;
    this.region = region;
    this.endpoint = endpoint;
    this.backoff = backoff;
  }

  private record Answer(int status, Document xml) {
    boolean mayPass() {
      return status >= 500 || code().startsWith("Throttling");
    }

    String code() {
      return text(xml.getDocumentElement(), "Code");
    }
  }

  /**
   * The outputs of a stack by their names.
   *
   * @throws AccountException if it cannot be described
   */
  Map<String, String> of(String stackName) {
    Answer answer = answer(stackName);
    if (answer.status() != 200) {
      throw new AccountException(refusal(stackName, answer));
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    NodeList keys = answer.xml().getElementsByTagName("OutputKey");
    for (int i = 0; i < keys.getLength(); i++) {
      Element output = (Element) keys.item(i).getParentNode();
      outputs.put(text(output, "OutputKey"), text(output, "OutputValue"));
    }
    return outputs;
  }

  private String refusal(String stackName, Answer answer) {
    String message = text(answer.xml().getDocumentElement(), "Message");
    return switch (answer.code()) {
      case "ValidationError" ->
          "--stack: '%s' is not in %s: %s. Check the name and --region."
              .formatted(stackName, region, message);
      case "AccessDenied", "AccessDeniedException" ->
          "--stack: %s may not be looked at: %s. Give --topic-arn, --bucket and --progress-table."
              .formatted(stackName, message);
      default ->
          "--stack: CloudFormation answered %d %s: %s"
              .formatted(answer.status(), answer.code(), message);
    };
  }

  private Answer answer(String stackName) {
    for (int tries = 1; ; tries++) {
      try {
        Answer answer = answerOnce(stackName);
        if (!answer.mayPass() || tries == MAX_TRIES) {
          return answer;
        }
      } catch (IOException e) {
        if (tries == MAX_TRIES) {
          throw new AccountException(
              "CloudFormation at %s could not be reached: %s. Check the network, --region and"
                      .formatted(endpoint, e.getMessage())
                  + " --endpoint-url.",
              e);
        }
      }
      pause(tries);
    }
  }

  private Answer answerOnce(String stackName) throws IOException {
    HttpExecuteResponse response = http.prepareRequest(signed(stackName)).call();
    byte[] bytes = {};
    if (response.responseBody().isPresent()) {
      try (InputStream body = response.responseBody().get()) {
        bytes = body.readNBytes(MAX_ANSWER_BYTES);
      }
    }
    return new Answer(response.httpResponse().statusCode(), parsed(bytes));
  }

  private HttpExecuteRequest signed(String stackName) {
    byte[] form =
        ("Action=DescribeStacks&Version=2010-05-15&StackName="
                + URLEncoder.encode(stackName, UTF_8))
            .getBytes(UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(form))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cloudformation")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElseThrow())
        .build();
  }

  private static Document parsed(byte[] xml) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(xml));
    } catch (SAXException e) {
      throw new IOException("its answer is not XML", e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform parses XML", e);
    }
  }

  /** The text of the first such element; empty if there is none. */
  private static String text(Element parent, String name) {
    NodeList elements = parent.getElementsByTagName(name);
    return elements.getLength() == 0 ? "" : elements.item(0).getTextContent().strip();
  }

  private void pause(int tries) {
    try {
      backoff.pause(tries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries to describe a stack", e);
    }
  }
}
