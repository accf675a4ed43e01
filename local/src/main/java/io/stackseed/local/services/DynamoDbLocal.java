package io.stackseed.local.services;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * The vendor's own DynamoDB emulator: {@code -inMemory -sharedDb -disableTelemetry}, one database
 * for all credentials and regions. Its handler is put into a server of ours because its own
 * launcher listens on every interface and writes to standard output.
 */
final class DynamoDbLocal implements AutoCloseable {

  private final Server server;
  private final LocalDynamoDBServerHandler handler;

  private DynamoDbLocal(Server server, LocalDynamoDBServerHandler handler) {
    this.server = server;
    this.handler = handler;
  }

  static DynamoDbLocal start() throws Exception {
    boolean inMemory = true;
    boolean sharedDb = true;
    boolean delayTransientStatuses = false;
    LocalDynamoDBServerHandler handler =
        new LocalDynamoDBServerHandler(
            new LocalDynamoDBRequestHandler(0, inMemory, null, sharedDb, delayTransientStatuses),
            null);
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ContextHandler context = new ContextHandler("/");
    context.setHandler(handler);
    server.setHandler(context);
    server.start();
    return new DynamoDbLocal(server, handler);
  }

  URI endpoint() {
    return Loopback.http(((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
      handler.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not stop", e);
    }
  }
}
