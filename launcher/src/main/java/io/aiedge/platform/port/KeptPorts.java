package io.aiedge.platform.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** Named loopback ports, chosen at the first use and kept in a file from then on. */
public final class KeptPorts {
  private final Path file;
  private final Map<String, Integer> ports;

  private KeptPorts(Path file, Map<String, Integer> ports) {
    this.file = file;
    this.ports = ports;
  }

  /**
   * Reads the file, and chooses and writes what it lacks.
   *
   * @param file a properties file in a folder that exists
   * @param names what the ports are for
   * @throws IOException if the file cannot be read or written or does not hold ports
   */
  public static KeptPorts of(Path file, String... names) throws IOException {
    Map<String, Integer> ports = read(file);
    Set<Integer> taken = new HashSet<>(ports.values());
    List<String> missing = new ArrayList<>(List.of(names));
    missing.removeAll(ports.keySet());
    for (String name : missing) {
      int port = LoopbackPorts.choose(taken);
      taken.add(port);
      ports.put(name, port);
    }
    if (!missing.isEmpty()) {
      write(file, ports);
    }
    return new KeptPorts(file, ports);
  }

  /**
   * The port of that name, which must be free: its owner is about to listen on it.
   *
   * @throws IOException if something else listens on it; the message says what to do
   */
  public int free(String name) throws IOException {
    Integer port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port is kept for \"" + name + "\"");
    }
    if (!LoopbackPorts.isFree(port)) {
      throw new IOException(
          "port %d, kept for \"%s\" in %s, is in use: end the process that listens on it, or delete the file to have another chosen"
              .formatted(port, name, file));
    }
    return port;
  }

  private static Map<String, Integer> read(Path file) throws IOException {
    Map<String, Integer> ports = new TreeMap<>();
    if (!Files.exists(file)) {
      return ports;
    }
    Properties kept = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      kept.load(in);
    }
    for (String name : kept.stringPropertyNames()) {
      try {
        ports.put(name, Integer.valueOf(kept.getProperty(name)));
      } catch (NumberFormatException e) {
        throw new IOException(
            "%s: \"%s\" is no port: delete the file to have ports chosen anew"
                .formatted(file, kept.getProperty(name)),
            e);
      }
    }
    return ports;
  }

  /** Whole or not at all, whenever this process is killed. */
  private static void write(Path file, Map<String, Integer> ports) throws IOException {
    List<String> lines = new ArrayList<>();
    ports.forEach((name, port) -> lines.add(name + "=" + port));
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.write(whole, lines);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
