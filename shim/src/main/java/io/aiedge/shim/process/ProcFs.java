package io.aiedge.shim.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Linux tells of its processes (proc(5)). A process is known by pid, start in clock ticks and
 * the machine's boot: unlike a start instant, these do not move when the wall clock is set.
 */
final class ProcFs {
  private static final int STATE = 0;
  private static final int SESSION = 3;
  private static final int START_TICKS = 19;

  private final Path root;

  /**
   * One process.
   *
   * @param pid its id
   * @param state as in proc(5): {@code Z} is a zombie
   * @param session id of its session: the pid of the session's leader
   * @param startTicks when it started, in clock ticks since the boot
   */
  record Stat(long pid, char state, long session, long startTicks) {
    boolean isAlive() {
      return state != 'Z' && state != 'X';
    }
  }

  ProcFs(Path root) {
    this.root = root;
  }

  /** An identity of the time since the machine started. */
  String boot() throws IOException {
    Path file = root.resolve("sys/kernel/random/boot_id");
    if (!Files.exists(file)) {
      throw new IOException("processes are supervised on Linux only: there is no " + file);
    }
    return Files.readString(file).strip();
  }

  /** Time since the machine started. */
  Duration uptime() throws IOException {
    return seconds(Files.readString(root.resolve("uptime")).split(" ", 2)[0]);
  }

  /** A number of seconds with decimals, as the kernel writes it. */
  static Duration seconds(String text) {
    return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue());
  }

  /** A process; empty where there is none. */
  Optional<Stat> stat(long pid) {
    try {
      String text = Files.readString(root.resolve(pid + "/stat"));
      return text.isEmpty() ? Optional.empty() : Optional.of(parse(pid, text));
    } catch (IOException e) {
      return Optional.empty(); // it ended, perhaps while it was read
    }
  }

  static Stat parse(long pid, String text) {
    // the second field is the program's name in parentheses, and may hold any character
    String[] fields = text.substring(text.lastIndexOf(')') + 2).strip().split(" ");
    return new Stat(
        pid,
        fields[STATE].charAt(0),
        Long.parseLong(fields[SESSION]),
        Long.parseLong(fields[START_TICKS]));
  }

  /** All processes that live. */
  List<Stat> processes() throws IOException {
    List<Stat> found = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, "[0-9]*")) {
      for (Path directory : directories) {
        stat(Long.parseLong(directory.getFileName().toString()))
            .filter(Stat::isAlive)
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /** The process that leads a session and was started with {@code assignment} around it. */
  Optional<Stat> leaderWith(String assignment) throws IOException {
    return processes().stream()
        .filter(stat -> stat.pid() == stat.session() && hasVariable(stat.pid(), assignment))
        .findFirst();
  }

  /** Whether a process was started with {@code assignment} ({@code NAME=value}) around it. */
  boolean hasVariable(long pid, String assignment) {
    try {
      byte[] environment = Files.readAllBytes(root.resolve(pid + "/environ"));
      String variables = '\0' + new String(environment, StandardCharsets.ISO_8859_1) + '\0';
      return variables.contains('\0' + assignment + '\0');
    } catch (IOException e) {
      return false; // it ended, or belongs to somebody else
    }
  }
}
