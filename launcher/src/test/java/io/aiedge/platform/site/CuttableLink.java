package io.aiedge.platform.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a listener on loopback that a test can cut, and heal again. */
final class CuttableLink implements AutoCloseable {
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final InetSocketAddress target;
  private volatile boolean cut;

  private CuttableLink(ServerSocket entrance, InetSocketAddress target) {
    this.entrance = entrance;
    this.target = target;
  }

  /** Opens a link to a port, which nothing needs to listen on yet. */
  static CuttableLink to(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    CuttableLink link =
        new CuttableLink(new ServerSocket(0, 0, loopback), new InetSocketAddress(loopback, port));
    start("link-entrance", link::accept);
    return link;
  }

  /** Where it is entered, as host:port. */
  String address() {
    return "127.0.0.1:" + entrance.getLocalPort();
  }

  /** Ends every connection and admits no other. */
  void cut() {
    cut = true;
    open.forEach(CuttableLink::end);
  }

  void heal() {
    cut = false;
  }

  @Override
  public void close() throws IOException {
    cut();
    entrance.close();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException e) {
        // closed, or nothing listens at the other end: the caller sees its connection end
        continue;
      }
    }
  }

  private void connect(Socket near) throws IOException {
    open.add(near);
    Socket far = new Socket();
    open.add(far);
    try {
      far.connect(target);
    } catch (IOException e) {
      end(near);
      throw e;
    }
    start("link-there", () -> carry(near, far));
    start("link-back", () -> carry(far, near));
    if (cut) { // also where the cut came while it was made
      end(near);
      end(far);
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // cut, or ended by either side
      return;
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
