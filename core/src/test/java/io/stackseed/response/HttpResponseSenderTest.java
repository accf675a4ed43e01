package io.stackseed.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.response.ScriptedServer.Received;
import io.stackseed.response.ScriptedServer.Reply;
import io.stackseed.time.ManualTime;
import io.stackseed.time.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An attempt may last ten seconds, so the time-out below shows that `until` bounds it. */
@Timeout(9)
class HttpResponseSenderTest {
  private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");
  private static final Instant SOON = START.plusMillis(300);
  private static final Instant LATER = START.plusSeconds(60);
  private static final String TARGET =
      "/arn%3Aaws%3Acloudformation%3Aus-east-1%3A1%3Astack/demo/guid%7CGr%C3%B6%C3%9Fe%7Creq"
          + "?X-Amz-Signature=5ec2e7&X-Amz-Credential=AKID%2F20240501&x=a+b%20c";
  private static final byte[] BODY = "{\"Reason\":\"Größe €\"}".getBytes(StandardCharsets.UTF_8);

  private final ManualTime time = new ManualTime(START);
  private final RecordingLogger log = new RecordingLogger();
  private final ResponseSender sender = new HttpResponseSender(time, new Random(1), log);

  @Test
  void putsTheBodyAndNothingThatTheSignatureDoesNotCover() throws IOException {
    try (ScriptedServer server = new ScriptedServer()) {
      assertThat(sender.send(url(server), BODY, LATER)).isEqualTo(Delivery.ACCEPTED);

      assertThat(server.received()).hasSize(1);
      Received request = server.received().get(0);
      assertThat(request.requestLine()).isEqualTo("PUT " + TARGET + " HTTP/1.1");
      assertThat(request.headers("Content-Type")).isEmpty();
      assertThat(request.headers("Content-Length")).containsExactly("24");
      assertThat(request.headers("Transfer-Encoding")).isEmpty();
      assertThat(request.headers("Upgrade")).isEmpty();
      assertThat(request.body()).isEqualTo("{\"Reason\":\"Größe €\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void anySuccessIsAccepted(int status) throws IOException {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.status(status))) {
      assertThat(sender.send(url(server), BODY, LATER)).isEqualTo(Delivery.ACCEPTED);
      assertThat(server.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 400, 401, 403, 404, 407, 412})
  void refusalIsFinal(int status) throws IOException {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.status(status))) {
      assertThat(sender.send(url(server), BODY, LATER)).isEqualTo(Delivery.REFUSED);
      assertThat(server.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNeverFollowed(int status) throws IOException {
    try (ScriptedServer elsewhere = new ScriptedServer();
        ScriptedServer server =
            new ScriptedServer(
                ScriptedServer.raw(
                    "HTTP/1.1 "
                        + status
                        + " Moved\r\nLocation: http://"
                        + elsewhere.hostAndPort()
                        + "/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))) {
      assertThat(sender.send(url(server), BODY, LATER)).isEqualTo(Delivery.REFUSED);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  static Stream<Named<Reply>> transientFailures() {
    return Stream.of(
        Named.of("408", ScriptedServer.status(408)),
        Named.of("429", ScriptedServer.status(429)),
        Named.of("500", ScriptedServer.status(500)),
        Named.of("503", ScriptedServer.status(503)),
        Named.of("reset", ScriptedServer.reset()),
        Named.of("no HTTP", ScriptedServer.raw("what?\r\n\r\n")),
        Named.of(
            "a broken length",
            ScriptedServer.raw("HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\n")),
        Named.of("time-out", ScriptedServer.silence()));
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void transientFailureIsFollowedByTheIdenticalPut(Reply failure) throws IOException {
    try (ScriptedServer server = new ScriptedServer(failure)) {
      assertThat(sender.send(url(server), BODY, SOON)).isEqualTo(Delivery.ACCEPTED);

      assertThat(server.received()).hasSize(2);
      assertThat(server.received().get(1)).isEqualTo(server.received().get(0));
    }
  }

  @Test
  void statusIsBelievedWithoutWaitingForTheRestOfTheResponse() throws IOException {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.statusWithoutItsBody(200))) {
      assertThat(sender.send(url(server), BODY, LATER)).isEqualTo(Delivery.ACCEPTED);
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void backoffDoublesUpToABoundAndEndsInTime() throws IOException {
    Reply[] failures = new Reply[50];
    Arrays.fill(failures, ScriptedServer.status(503));
    List<Long> pausesMillis = new ArrayList<>();
    PausesRecorded recorded = new PausesRecorded(time, pausesMillis);
    try (ScriptedServer server = new ScriptedServer(failures)) {
      Delivery delivery =
          new HttpResponseSender(recorded, new Highest(), log)
              .send(url(server), BODY, START.plusSeconds(20));

      assertThat(delivery).isEqualTo(Delivery.UNREACHABLE);
      assertThat(pausesMillis).containsExactly(200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 6_400L);
      assertThat(server.received()).hasSize(8);
      assertThat(time.now()).isBefore(START.plusSeconds(20));
    }
  }

  @Test
  void nothingIsSentOnceTheTimeIsUp() throws IOException {
    try (ScriptedServer server = new ScriptedServer()) {
      assertThat(sender.send(url(server), BODY, START)).isEqualTo(Delivery.UNREACHABLE);
      assertThat(sender.send(url(server), BODY, START.minusSeconds(1)))
          .isEqualTo(Delivery.UNREACHABLE);
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void serverThatIsGoneIsUnreachable() throws IOException {
    PresignedUrl url;
    try (ScriptedServer server = new ScriptedServer()) {
      url = url(server);
    }

    assertThat(sender.send(url, BODY, SOON)).isEqualTo(Delivery.UNREACHABLE);
    assertThat(log.lines())
        .contains("PUT of the response to 127.0.0.1 failed: java.net.ConnectException");
  }

  @Test
  void interruptionEndsTheSendAndStaysVisible() throws IOException {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.silence())) {
      Thread.currentThread().interrupt();

      assertThat(sender.send(url(server), BODY, LATER)).isEqualTo(Delivery.UNREACHABLE);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  static Stream<Named<Reply>> failures() {
    return Stream.concat(
        transientFailures(),
        Stream.of(
            Named.of("403", ScriptedServer.status(403)),
            Named.of(
                "a broken redirect",
                ScriptedServer.raw("HTTP/1.1 307 Moved\r\nLocation: http://x\r\n\r\n")),
            Named.of("a broken status", ScriptedServer.raw("HTTP/1.1 abc\r\n\r\n"))));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void noLogLineCarriesTheSignature(Reply failure) throws IOException {
    try (ScriptedServer server = new ScriptedServer(failure)) {
      PresignedUrl url = url(server);
      sender.send(url, BODY, SOON);

      assertThat(log.lines()).isNotEmpty();
      assertThat(log.lines())
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("127.0.0.1")
                      .doesNotContain("5ec2e7", "AKID", "X-Amz", "%7C", "?"));
      assertThat(url.toString()).doesNotContain("5ec2e7", "AKID", "X-Amz", "%7C", "?");
    }
  }

  private static PresignedUrl url(ScriptedServer server) {
    return PresignedUrl.parse(
        "http://" + server.hostAndPort() + TARGET,
        new Purpose.Response("stack", "logical", "request"),
        Set.of(server.hostAndPort()));
  }

  /** Always the highest number below the bound. */
  private static final class Highest implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new UnsupportedOperationException("A bound is expected");
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }

  private record PausesRecorded(ManualTime time, List<Long> pausesMillis) implements Time {
    @Override
    public Instant now() {
      return time.now();
    }

    @Override
    public void pause(Duration duration) {
      pausesMillis.add(duration.toMillis());
      time.pause(duration);
    }
  }
}
