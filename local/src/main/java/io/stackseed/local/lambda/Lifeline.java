package io.stackseed.local.lambda;

import io.stackseed.local.services.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections of one execution environment to the services. Once it is cut, code of that
 * environment may run on as it likes, its catch and finally blocks too: nothing it does has an
 * effect. That is what makes a thread of this process die as a process does.
 *
 * <p>A presigned URL is not a service of the environment, and goes past it. Whoever opens one asks
 * the progress table first, through here.
 */
final class Lifeline implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_";
  private static final int BUFFER_BYTES = 16 * 1024;

  private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("lifeline"));
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final Map<String, String> variables;
  private final AtomicBoolean cut = new AtomicBoolean();

  /** Guarded by this; negative while the invocation is to live. */
  private int callsLeft = -1;

  /** Guarded by this. */
  private Runnable death = () -> {};

  /**
   * Laid between the environment and the endpoints that its variables name.
   *
   * @param environment the function's variables
   */
  Lifeline(Map<String, String> environment) {
    Map<String, String> changed = new HashMap<>(environment);
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENDPOINT)) {
            changed.put(name, relay(URI.create(value)).toString());
          }
        });
    this.variables = Map.copyOf(changed);
  }

  /** The function's variables, with endpoints that lead through here. */
  Map<String, String> variables() {
    return variables;
  }

  /**
   * From now on calls are counted.
   *
   * @param calls see {@link Crashes#callsBeforeDeath}
   * @param onDeath called just before the line is cut
   */
  void cutAfter(int calls, Runnable onDeath) {
    synchronized (this) {
      callsLeft = calls;
      death = onDeath;
    }
    if (calls == 0) {
      cut();
    }
  }

  /** The invocation has survived. */
  synchronized void spare() {
    callsLeft = -1;
  }

  boolean isCut() {
    return cut.get();
  }

  /** A service has answered, so the call has had its effect. */
  private void answered() {
    synchronized (this) {
      if (callsLeft < 0 || --callsLeft > 0) {
        return;
      }
    }
    cut();
  }

  private void cut() {
    if (cut.compareAndSet(false, true)) {
      Runnable onDeath;
      synchronized (this) {
        onDeath = death;
      }
      onDeath.run();
      close();
    }
  }

  private URI relay(URI service) {
    try {
      ServerSocket server = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      threads.execute(() -> accept(server, service));
      return URI.create(
          "http://%s:%d"
              .formatted(server.getInetAddress().getHostAddress(), server.getLocalPort()));
    } catch (IOException e) {
      throw new UncheckedIOException("No port for a lifeline", e);
    }
  }

  private <T extends Closeable> T opened(T socket) throws IOException {
    open.add(socket);
    if (isCut()) {
      socket.close();
    }
    return socket;
  }

  private void accept(ServerSocket server, URI service) {
    while (!isCut()) {
      try {
        Socket client = opened(server.accept());
        Socket upstream = opened(new Socket(service.getHost(), service.getPort()));
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        AtomicBoolean asked = new AtomicBoolean();
        threads.execute(() -> carry(client, upstream, () -> asked.set(true)));
        threads.execute(
            () ->
                carry(
                    upstream,
                    client,
                    () -> {
                      if (asked.getAndSet(false)) {
                        answered();
                      }
                    }));
      } catch (IOException e) {
        LOG.debug("A lifeline ends", e);
        return;
      }
    }
  }

  /** Until either side ends, or the line is cut. */
  private void carry(Socket from, Socket to, Runnable onBytes) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        onBytes.run();
        if (isCut()) {
          return;
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      LOG.debug("A connection of a lifeline ends", e);
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() {
    cut.set(true);
    for (Closeable socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("A socket of a lifeline did not close", e);
      }
    }
    threads.shutdownNow();
  }
}
