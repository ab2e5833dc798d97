package io.aiedge.shim.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * What may be run at a site.
 *
 * @param installed name to the command line it stands for, whose first word is an absolute path
 * @param anyCommand whether workloads may also name any command of the machine by its path
 */
public record Programs(Map<String, List<String>> installed, boolean anyCommand) {
  /** What a program's name leads to. */
  sealed interface Resolution {
    /** A command line to which arguments are added. */
    record Found(List<String> command) implements Resolution {}

    /** Nothing to run, and why. */
    record Missing(String reason) implements Resolution {}
  }

  public Programs {
    installed = Map.copyOf(installed);
    installed.forEach(
        (name, command) -> {
          if (command.isEmpty() || !command.get(0).startsWith("/")) {
            throw new IllegalArgumentException(
                "the program %s stands for %s: give a command that begins with an absolute path"
                    .formatted(name, command));
          }
        });
  }

  /**
   * Reads the installed programs from a properties file: name = absolute path and first arguments,
   * separated by spaces.
   */
  public static Programs read(Path file, boolean anyCommand) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, List<String>> installed = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      installed.put(name, List.of(properties.getProperty(name, "").strip().split("\\s+")));
    }
    return new Programs(installed, anyCommand);
  }

  Resolution resolve(String program, List<String> arguments) {
    boolean byPath = program.startsWith("/");
    if (byPath && !anyCommand) {
      return new Resolution.Missing(
          "this site runs only installed programs, not %s: name one of %s"
              .formatted(program, names()));
    }
    List<String> command = byPath ? List.of(program) : installed.get(program);
    if (command == null) {
      return new Resolution.Missing(
          "program %s is not installed at this site: install it, or name one of %s"
              .formatted(program, names()));
    }
    Path executable = Path.of(command.get(0));
    if (!Files.isRegularFile(executable) || !Files.isExecutable(executable)) {
      return new Resolution.Missing(
          "program %s cannot run: %s is not an executable file".formatted(program, executable));
    }
    List<String> line = new ArrayList<>(command);
    line.addAll(arguments);
    return new Resolution.Found(line);
  }

  private TreeSet<String> names() {
    return new TreeSet<>(installed.keySet());
  }
}
