package io.aiedge.platform.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds ports to listen on. They lie below those the system gives to outgoing connections (from
 * 32768 on Linux): a client that keeps dialling a listener that is away could otherwise be given
 * the listener's own port, and the listener could not come back to it.
 */
final class LoopbackPorts {
  private static final int FIRST = 20_000;
  private static final int END = 32_768;
  private static final int TRIES = 1_000;

  private LoopbackPorts() {}

  /**
   * A port that nothing listens on.
   *
   * @param taken ports not to be chosen
   * @throws IOException if none was found
   */
  static int choose(Set<Integer> taken) throws IOException {
    RandomGenerator random = new SecureRandom();
    Set<Integer> tried = new HashSet<>(taken);
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, END);
      if (tried.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port from %d to %d on loopback".formatted(FIRST, END - 1));
  }

  /** Whether a listener could have the port now. */
  static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
