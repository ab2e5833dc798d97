package io.aiedge.shim.process;

import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.WorkloadName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts processes below a keeper: a shell that leads a session of its own, so that no signal to
 * the shim reaches it, and that writes down how the process ended, so that the exit code is known
 * to whichever shim asks. The keeper stands outside the limits; only what it keeps is held to them.
 */
final class Launcher {
  /**
   * Arguments: exit file, instance id, entrances of control groups, {@code --}, command line. Its
   * standard output is the log; what the shell itself has to say is not the workload's and is
   * dropped.
   */
  private static final String KEEPER =
      """
      exec 2> /dev/null
      trap : HUP INT TERM
      exit_file=$1 id=$2
      shift 2
      (exec /bin/sh -c 'while [ "$1" != -- ]; do echo $$ > "$1" || exit 126; shift; done
        shift
        exec "$@"' limited "$@" 2>&1)
      code=$?
      read -r up idle < /proc/uptime
      echo "$id $code $up" > "$exit_file"
      exit $code
      """;

  private static final File NOTHING = new File("/dev/null");

  private final Path setsid;
  private final Map<String, String> siteEnvironment;

  Launcher(Map<String, String> siteEnvironment) throws IOException {
    this.siteEnvironment = siteEnvironment;
    setsid =
        Stream.of("/usr/bin/setsid", "/bin/setsid")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "processes cannot be run here: there is no /usr/bin/setsid; install util-linux"));
  }

  /**
   * Starts one instance.
   *
   * @param command the whole command line
   * @param entrances of the control groups it is to be held to
   */
  Process launch(
      WorkloadName name,
      ProcessSpec spec,
      Instance instance,
      WorkloadDirectory directory,
      List<String> command,
      List<Path> entrances)
      throws IOException {
    List<String> line =
        new ArrayList<>(List.of(setsid.toString(), "/bin/sh", "-c", KEEPER, "keeper-of-" + name));
    line.add(directory.exit().toString());
    line.add(instance.id());
    entrances.forEach(entrance -> line.add(entrance.toString()));
    line.add("--");
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.work().toFile())
            .redirectInput(NOTHING)
            .redirectError(NOTHING)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()));
    Map<String, String> environment = builder.environment();
    Map<String, String> own = Map.copyOf(environment);
    environment.clear();
    environment.put("PATH", own.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
    environment.put("HOME", own.getOrDefault("HOME", directory.work().toString()));
    environment.put("LANG", own.getOrDefault("LANG", "C.UTF-8"));
    environment.putAll(siteEnvironment);
    environment.putAll(spec.environment());
    environment.put(Instance.VARIABLE, instance.id());
    return builder.start();
  }
}
