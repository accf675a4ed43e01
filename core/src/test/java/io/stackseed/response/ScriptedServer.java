package io.stackseed.response;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads HTTP requests off the socket as they are, and answers or misbehaves by a script. */
final class ScriptedServer implements AutoCloseable {

  /** A request as it came: the head's lines, and the body. */
  record Received(List<String> head, String body) {
    String requestLine() {
      return head.get(0);
    }

    /** The header lines of this name, matched without regard to case. */
    List<String> headers(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .toList();
    }
  }

  /** What happens on the connection once the request was read. */
  interface Reply {
    void on(Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final Deque<Reply> script;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** After the script, every request is answered 200. */
  ScriptedServer(Reply... script) throws IOException {
    this.script = new ArrayDeque<>(List.of(script));
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  static Reply status(int status) {
    return raw(
        "HTTP/1.1 " + status + " Scripted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  static Reply raw(String response) {
    return socket -> {
      socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
      socket.close();
    };
  }

  /** Promises a body that never comes. */
  static Reply statusWithoutItsBody(int status) {
    return socket ->
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 " + status + " Scripted\r\nContent-Length: 9\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
  }

  static Reply reset() {
    return socket -> {
      socket.setSoLinger(true, 0);
      socket.close();
    };
  }

  /** Keeps the connection open and says nothing. */
  static Reply silence() {
    return socket -> {};
  }

  String hostAndPort() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        received.add(read(socket.getInputStream()));
        Reply reply = script.isEmpty() ? status(200) : script.remove();
        reply.on(socket);
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static Received read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("The request ended in its head");
      }
      bytes.write(b);
    }
    List<String> head = bytes.toString(StandardCharsets.ISO_8859_1).lines().toList();
    Received bodiless = new Received(head, "");
    int length = Integer.parseInt(bodiless.headers("Content-Length").get(0));
    return new Received(head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }
}
