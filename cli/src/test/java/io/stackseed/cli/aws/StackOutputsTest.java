package io.stackseed.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.stackseed.cli.account.AccountException;
import io.stackseed.time.Backoff;
import io.stackseed.time.ManualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

class StackOutputsTest {
  private record Reply(int status, String xml) {}

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            Reply reply = replies.removeFirst();
            byte[] xml = reply.xml().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), xml.length);
            exchange.getResponseBody().write(xml);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void outputsAreReadAndTheCallIsSigned() {
    replies.add(
        new Reply(
            200,
            """
            <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
              <DescribeStacksResult><Stacks><member><Outputs>
                <member><Description>d</Description><OutputKey>A</OutputKey>
                  <OutputValue>x &amp; y</OutputValue></member>
                <member><OutputKey>B</OutputKey><OutputValue>z</OutputValue></member>
              </Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>
            """));

    assertThat(outputs().of("data ingest")).containsEntry("A", "x & y").containsEntry("B", "z");

    assertThat(bodies)
        .containsExactly("Action=DescribeStacks&Version=2010-05-15&StackName=data+ingest");
    assertThat(authorizations.get(0))
        .startsWith("AWS4-HMAC-SHA256 Credential=key/")
        .contains("/eu-west-1/cloudformation/aws4_request");
  }

  @Test
  void whatMayPassIsAskedAgain() {
    replies.add(new Reply(503, "busy"));
    replies.add(new Reply(400, error("Throttling", "Rate exceeded")));
    replies.add(new Reply(200, "<DescribeStacksResponse/>"));

    assertThat(outputs().of("s")).isEmpty();
    assertThat(bodies).hasSize(3);
  }

  @Test
  void aStackThatMayNotBeLookedAtIsSaidWithWhatToDo() {
    replies.add(new Reply(403, error("AccessDenied", "User: u is not authorized")));

    assertThatThrownBy(() -> outputs().of("s"))
        .isInstanceOf(AccountException.class)
        .hasMessage(
            "--stack: s may not be looked at: User: u is not authorized. Give --topic-arn,"
                + " --bucket and --progress-table.");
  }

  @Test
  void anEntityOfTheAnswersOwnIsNotFollowed() {
    for (int i = 0; i < 4; i++) {
      replies.add(
          new Reply(200, "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"));
    }

    assertThatThrownBy(() -> outputs().of("s")).hasMessageContaining("its answer is not XML");
  }

  private static String error(String code, String message) {
    return "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
        .formatted(code, message);
  }

  private StackOutputs outputs() {
    return new StackOutputs(
        Apache5HttpClient.create(),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
        Region.EU_WEST_1,
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        new Backoff(new ManualTime(Instant.EPOCH), new Random(1)));
  }
}
