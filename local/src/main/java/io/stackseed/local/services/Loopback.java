package io.stackseed.local.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** The only interface the embedded services listen on. */
final class Loopback {

  static final String ADDRESS = "127.0.0.1";

  private Loopback() {}

  /** A port that was free a moment ago, for a server that cannot choose one itself. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static URI http(int port) {
    return URI.create("http://" + ADDRESS + ":" + port);
  }
}
