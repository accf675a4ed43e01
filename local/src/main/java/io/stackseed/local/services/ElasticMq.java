package io.stackseed.local.services;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Await;
import scala.concurrent.duration.FiniteDuration;

/** ElasticMQ in the account and region of the settings. */
final class ElasticMq implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ElasticMq.class);
  private static final int MAXIMUM_STOP_SECONDS = 3;

  private final SQSRestServer server;
  private final URI endpoint;

  private ElasticMq(SQSRestServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  static ElasticMq start(LocalSettings settings) throws Exception {
    // Read by its actor system, which would else keep the process alive for an open long poll.
    System.setProperty("pekko.daemonic", "on");
    int port = Loopback.freePort();
    SQSRestServer server =
        SQSRestServerBuilder.withInterface(Loopback.ADDRESS)
            .withPort(port)
            .withServerAddress(new NodeAddress("http", Loopback.ADDRESS, port, ""))
            .withAWSRegion(settings.region())
            .withAWSAccountId(settings.accountId())
            .start();
    server.waitUntilStarted();
    return new ElasticMq(server, Loopback.http(port));
  }

  URI endpoint() {
    return endpoint;
  }

  /** Does not wait for a client's long poll, which may take another twenty seconds. */
  @Override
  public void close() {
    try {
      Await.ready(
          server.stopAndGetFuture().apply(),
          FiniteDuration.create(MAXIMUM_STOP_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      LOG.debug("ElasticMQ still serves a long poll", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
