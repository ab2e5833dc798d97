package io.aiedge.platform.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs another program that ends with the process which started this one. Its standard input is a
 * pipe that only that process holds, so that it sees the end of input whichever way the other ends;
 * then it shuts down as on a signal. Unlike the kernel's signal on a parent's death this does not
 * depend on the thread that started it, and works where that signal is not to be had.
 */
public final class TiedMain {
  /** The exit code of a program that ended because its parent did. */
  static final int PARENT_GONE = 90;

  private static final Duration GRACE = Duration.ofSeconds(20);

  private TiedMain() {}

  /**
   * Runs a program, which must not read its standard input.
   *
   * @param arguments the name of its class, and its arguments
   */
  public static void main(String[] arguments) throws Throwable {
    startDaemon("parent-watch", TiedMain::awaitParentsEnd);
    Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
    main.trySetAccessible();
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void awaitParentsEnd() {
    try {
      while (System.in.read() >= 0) {
        // nothing is said through it
      }
    } catch (IOException e) {
      // the pipe is gone as well
    }
    startDaemon("parent-gone", TiedMain::haltLater);
    System.exit(PARENT_GONE);
  }

  /** Where a shutdown hook hangs. */
  private static void haltLater() {
    try {
      Thread.sleep(GRACE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }

  private static void startDaemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
