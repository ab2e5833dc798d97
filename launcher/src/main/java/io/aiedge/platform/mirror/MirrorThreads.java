package io.aiedge.platform.mirror;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one run of MirrorMaker. MirrorMaker is made to be a process of its own: where a
 * worker cannot go on, for example because the cloud went away while it was starting, it ends the
 * virtual machine, and it has itself stopped by a shutdown hook for as long as that lives. In these
 * threads the first only marks the run as ended, and the second is left to {@link Mirror#close}.
 * Kafka's {@link Exit} is the only place where that can be changed.
 */
final class MirrorThreads extends ThreadGroup {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorThreads.class);
  private static final AtomicBoolean CONTAINED = new AtomicBoolean();

  private volatile boolean ended;

  MirrorThreads(String name) {
    super(name);
    contain();
  }

  /** Whether a worker has given up. */
  boolean ended() {
    return ended;
  }

  private static void contain() {
    if (CONTAINED.compareAndSet(false, true)) {
      Exit.setExitProcedure(MirrorThreads::exit);
      Exit.setShutdownHookAdder(MirrorThreads::addShutdownHook);
    }
  }

  private static void exit(int status, String message) {
    if (Thread.currentThread().getThreadGroup() instanceof MirrorThreads threads) {
      LOG.debug("{} asked to exit with {}: {}", threads.getName(), status, message);
      threads.ended = true;
    } else {
      System.exit(status);
    }
  }

  private static void addShutdownHook(String name, Runnable hook) {
    if (!(Thread.currentThread().getThreadGroup() instanceof MirrorThreads)) {
      Runtime.getRuntime().addShutdownHook(new Thread(hook, name));
    }
  }
}
