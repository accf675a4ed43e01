package io.stackseed.local.services;

import java.net.URI;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ in the account and region of the settings. */
final class ElasticMq implements AutoCloseable {

  private final SQSRestServer server;
  private final URI endpoint;

  private ElasticMq(SQSRestServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  static ElasticMq start(LocalSettings settings) throws Exception {
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

  @Override
  public void close() {
    server.stopAndWait();
  }
}
