package io.aiedge.platform.broker;

/**
 * A second way to a broker, for clients that reach it only through something between: a tunnel, a
 * port that is forwarded, a proxy. Kafka tells its clients where to come back to; those who come
 * this way are told the way in between, and never go around it.
 *
 * @param port where it listens on loopback
 * @param advertised where such clients reach it, as host:port
 */
public record OutsideListener(int port, String advertised) {
  public OutsideListener {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    if (!advertised.matches("[^\\s,/]+:\\d{1,5}")) {
      throw new IllegalArgumentException(
          "clients cannot come to \"%s\": give host:port".formatted(advertised));
    }
  }
}
