package io.aiedge.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A program for tests: says what it is given, starts what it is told to, and waits to be ended. */
public final class Sleeper {
  private Sleeper() {}

  /** Arguments: a file for the process ids; "stubborn", "parent" or "calm"; a log. */
  public static void main(String[] arguments) throws Exception {
    Path pids = Path.of(arguments[0]);
    String text = ProcessHandle.current().pid() + " ";
    switch (arguments[1]) {
      case "stubborn" -> Runtime.getRuntime().addShutdownHook(new Thread(Sleeper::forever));
      case "parent" -> text += tiedChild(Path.of(arguments[2])).pid() + " ";
      default -> text += new ProcessBuilder("/bin/sleep", "1000").start().pid() + " ";
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shutting down")));
    System.out.println("greeting=" + System.getenv("GREETING"));
    Files.writeString(pids, text + "end");
    forever();
  }

  private static JavaChild tiedChild(Path log) throws IOException {
    JavaCommand calm =
        JavaCommand.of(Sleeper.class, log.resolveSibling("tied.pids").toString(), "calm")
            .withHeap(16)
            .withEnvironment(Map.of("GREETING", "hello"));
    return JavaChild.start("calm", calm, JavaChild.Bond.ENDS_WITH_PARENT, log);
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
