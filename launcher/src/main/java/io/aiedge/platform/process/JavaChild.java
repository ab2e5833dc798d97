package io.aiedge.platform.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Java process that this one started. It leads a group of its own: no signal from the terminal
 * reaches it, and what it started without leaving the group is killed as soon as it ends, by itself
 * or not.
 */
public final class JavaChild implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JavaChild.class);
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(20);
  private static final File NOTHING = new File("/dev/null");

  private final String name;
  private final Process process;
  private final CompletableFuture<Integer> ended;

  private JavaChild(String name, Process process) {
    this.name = name;
    this.process = process;
    // At once: as long as one of the group lives no other process can be given its number.
    this.ended =
        process
            .onExit()
            .thenApply(
                gone -> {
                  killGroup();
                  return gone.exitValue();
                });
  }

  /** What becomes of a child when the process that started it ends without stopping it. */
  public enum Bond {
    /** It shuts down, at once and also if its parent was killed. */
    ENDS_WITH_PARENT,
    /** It runs on. */
    OUTLIVES_PARENT
  }

  /**
   * Starts a process.
   *
   * @param name for logs
   * @param log the file that its output is appended to
   * @throws IOException if it cannot be started or the log cannot be written
   */
  public static JavaChild start(String name, JavaCommand command, Bond bond, Path log)
      throws IOException {
    boolean tied = bond == Bond.ENDS_WITH_PARENT;
    List<String> line = new ArrayList<>(List.of(program("setsid")));
    line.addAll((tied ? command.tied() : command).line());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (!tied) {
      builder.redirectInput(NOTHING);
    }
    builder.environment().putAll(command.environment());
    Process process = builder.start();
    LOG.info("{} is process {}, with its output in {}", name, process.pid(), log);
    return new JavaChild(name, process);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code, once it and its group have ended. */
  public CompletableFuture<Integer> ended() {
    return ended.copy();
  }

  /** Asks it to end, and kills it after the time of grace; returns when its group is gone. */
  public void stop(Duration grace) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("{} did not end within {} ms and is killed", name, grace.toMillis());
    }
    kill();
  }

  /** Kills it; returns when its group is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(name + " could not be killed", e.getCause());
    }
  }

  /** A shell has the only way to signal a group that is present everywhere. */
  private void killGroup() {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + process.pid())
          .redirectError(NOTHING)
          .redirectOutput(NOTHING)
          .start()
          .waitFor();
    } catch (IOException e) {
      LOG.warn("what {} started could not be killed", name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      stop(CLOSE_GRACE);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String program(String name) throws IOException {
    return Stream.of("/usr/bin/", "/bin/")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "processes cannot be run here: there is no /usr/bin/%s; install util-linux"
                        .formatted(name)))
        .toString();
  }
}
