package io.aiedge.core.workload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A process to run.
 *
 * @param program a program the site has installed, by name, or the absolute path of a command
 * @param arguments what follows it
 * @param environment variables beside those of the site
 * @param files placed in the work directory before each start: relative path to content, {@value
 *     #MAX_FILES_BYTES} bytes in all
 * @param limits what it may use
 * @param restart when it is started again
 * @param stopGrace time between the polite stop and the forced one, a day at most; zero for forced
 *     at once
 */
public record ProcessSpec(
    String program,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, FileContent> files,
    ResourceLimits limits,
    RestartPolicy restart,
    Duration stopGrace)
    implements WorkloadSpec {
  /** Most that {@link #files} may hold together: a specification travels as one record. */
  public static final int MAX_FILES_BYTES = 512 << 10;

  private static final Duration MAX_STOP_GRACE = Duration.ofDays(1);
  private static final Pattern INSTALLED = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  public ProcessSpec {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
    if (!isCommand(program) && !INSTALLED.matcher(program).matches()) {
      throw new IllegalArgumentException(
          "not a program: \"%s\"; give the name of one the site has installed, such as trainer, or an absolute path"
              .formatted(program));
    }
    checkText("the program", program);
    arguments.forEach(argument -> checkText("an argument", argument));
    environment.forEach(ProcessSpec::checkVariable);
    files.keySet().forEach(ProcessSpec::checkFile);
    long bytes = files.values().stream().mapToLong(FileContent::size).sum();
    if (bytes > MAX_FILES_BYTES) {
      throw new IllegalArgumentException(
          "the files of a process hold %d bytes, %d is the most: let it fetch large ones itself"
              .formatted(bytes, MAX_FILES_BYTES));
    }
    if (stopGrace.isNegative() || stopGrace.compareTo(MAX_STOP_GRACE) > 0) {
      throw new IllegalArgumentException(
          "a stop grace of %s is not allowed: give 0 to %s".formatted(stopGrace, MAX_STOP_GRACE));
    }
  }

  /** A process with nothing but arguments, always restarted, with ten seconds to stop. */
  public static ProcessSpec of(String program, String... arguments) {
    return new ProcessSpec(
        program,
        List.of(arguments),
        Map.of(),
        Map.of(),
        ResourceLimits.NONE,
        RestartPolicy.ALWAYS,
        Duration.ofSeconds(10));
  }

  public ProcessSpec with(RestartPolicy other) {
    return new ProcessSpec(program, arguments, environment, files, limits, other, stopGrace);
  }

  public ProcessSpec with(ResourceLimits other) {
    return new ProcessSpec(program, arguments, environment, files, other, restart, stopGrace);
  }

  public ProcessSpec withEnvironment(Map<String, String> other) {
    return new ProcessSpec(program, arguments, other, files, limits, restart, stopGrace);
  }

  public ProcessSpec withFiles(Map<String, FileContent> other) {
    return new ProcessSpec(program, arguments, environment, other, limits, restart, stopGrace);
  }

  public ProcessSpec withStopGrace(Duration other) {
    return new ProcessSpec(program, arguments, environment, files, limits, restart, other);
  }

  /** Whether the program is an absolute path, not the name of an installed one. */
  public boolean isCommand() {
    return isCommand(program);
  }

  private static boolean isCommand(String program) {
    return program.startsWith("/");
  }

  private static void checkVariable(String name, String value) {
    if (!VARIABLE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not an environment variable: \"%s\"; give letters, digits and underscores, no digit first"
              .formatted(name));
    }
    checkText("the environment variable " + name, value);
  }

  private static void checkFile(String path) {
    checkText("a file's path", path);
    boolean stays =
        !path.isEmpty()
            && !path.startsWith("/")
            && Path.of(path).normalize().toString().equals(path)
            && !path.equals("..")
            && !path.startsWith("../");
    if (!stays) {
      throw new IllegalArgumentException(
          "a file cannot be placed at \"%s\": give a path inside the work directory, such as conf/app.yaml"
              .formatted(path));
    }
  }

  private static void checkText(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " contains a NUL character");
    }
  }

  /** Names the environment's variables without their values, which may be secret. */
  @Override
  public String toString() {
    return "ProcessSpec[program=%s, arguments=%d, environment=%s, files=%s, limits=%s, restart=%s, stopGrace=%s]"
        .formatted(
            program,
            arguments.size(),
            environment.keySet(),
            files.keySet(),
            limits,
            restart,
            stopGrace);
  }
}
