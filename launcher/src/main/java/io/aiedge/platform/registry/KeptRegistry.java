package io.aiedge.platform.registry;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry that is started again, at the same place and with the same schemas, whenever it ends
 * by itself: after a second, and after twice as long each time, to a minute, while it does not
 * last.
 */
public final class KeptRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptRegistry.class);
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final RegistrySettings settings;
  private final ScheduledExecutorService keeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "keep-registry");
            thread.setDaemon(true);
            return thread;
          });
  private volatile RegistryProcess running;
  private long startedNanos;
  private Duration delay = FIRST_DELAY;

  private KeptRegistry(RegistrySettings settings, RegistryProcess first) {
    this.settings = settings;
    running = first;
  }

  /**
   * Starts a registry and returns at once.
   *
   * @throws IOException if its folder cannot be used or its port is taken
   * @throws IllegalStateException if the registry's programs are not there
   */
  public static KeptRegistry start(RegistrySettings settings) throws IOException {
    KeptRegistry registry = new KeptRegistry(settings, RegistryProcess.start(settings));
    registry.keeper.execute(registry::watch);
    return registry;
  }

  /** The base of its REST interface, version 3. */
  public URI api() {
    return running.api();
  }

  /** The process that serves now, or was the last to. */
  RegistryProcess process() {
    return running;
  }

  private void watch() {
    startedNanos = System.nanoTime();
    running.ended().thenRunAsync(this::ended, keeper);
  }

  private void ended() {
    Duration lasted = Duration.ofNanos(System.nanoTime() - startedNanos);
    delay = lasted.compareTo(LONGEST_DELAY) >= 0 ? FIRST_DELAY : delay;
    LOG.warn("the registry ended after {} s; starting it again", lasted.toSeconds());
    startAgain();
  }

  private void startAgain() {
    Duration wait = delay;
    delay = shorter(delay.multipliedBy(2), LONGEST_DELAY);
    keeper.schedule(this::startNow, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void startNow() {
    try {
      running = RegistryProcess.start(settings);
      watch();
    } catch (IOException | IllegalStateException e) {
      LOG.error("the registry could not be started again; trying later", e);
      startAgain();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public void close() {
    keeper.shutdownNow();
    try {
      if (!keeper.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the registry is being started and could not be stopped in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.close();
  }
}
