package io.aiedge.shim.process;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs workloads as processes of this machine, which is a Linux machine. Keeps the contract of
 * {@link Shim}; beyond it:
 *
 * <ul>
 *   <li>Processes outlive the shim, even one that is killed; {@link #open} on the same directory
 *       adopts them, restarts what ended, and starts all anew after a reboot.
 *   <li>A policy of NEVER runs its process at most once: if the machine fails in the middle, the
 *       workload has failed with an unknown exit code.
 *   <li>A stop reaches every process of the workload, also one that left its session, as long as it
 *       keeps its environment or its control group.
 *   <li>A work directory lives as long as its workload: what a process leaves there is found after
 *       restarts and by later revisions.
 *   <li>Limits are set where control groups can be written; where not, the status says so.
 * </ul>
 */
public final class ProcessShim implements Shim {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessShim.class);

  private final WorkloadDirectories directories;
  private final DirectoryLock lock;
  private final Loop loop = new Loop();
  private final Host host;
  private final Map<WorkloadName, Supervised> workloads = new TreeMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> allStopped = new CompletableFuture<>();
  private volatile Map<WorkloadName, WorkloadStatus> statuses = Map.of();
  private boolean halting;

  private ProcessShim(ProcessShimConfig config, DirectoryLock lock) throws IOException {
    this.lock = lock;
    directories = new WorkloadDirectories(config.directory().resolve("workloads"));
    ProcFs proc = new ProcFs(Path.of("/proc"));
    host =
        new Host(
            proc,
            proc.boot(),
            new Cgroups(config.cgroups()),
            config.programs(),
            new Launcher(config.environment()),
            config.logs(),
            config.poll(),
            loop,
            this::changed);
  }

  /**
   * Takes up the workloads of a directory.
   *
   * @throws IOException if the directory cannot be used, another shim uses it, or this machine
   *     cannot run processes as needed
   */
  public static ProcessShim open(ProcessShimConfig config) throws IOException {
    DirectoryLock lock = DirectoryLock.take(config.directory());
    try {
      ProcessShim shim = new ProcessShim(config, lock);
      List<WorkloadName> known = shim.directories.known();
      shim.loop.call(() -> shim.resume(known));
      return shim;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private int resume(List<WorkloadName> known) {
    known.forEach(this::resume);
    return workloads.size();
  }

  @SuppressWarnings("IllegalCatch") // one that cannot be taken up must not keep the others waiting
  private void resume(WorkloadName name) {
    WorkloadDirectory directory = directories.of(name);
    try {
      Optional<Wanted> wanted = directory.readWanted();
      if (wanted.isPresent()) {
        take(Supervised.resume(host, directory, wanted.get()), name);
      }
    } catch (IOException | RuntimeException e) {
      workloads.remove(name);
      changed(new LostWorkload(name).failed(e));
    }
  }

  private void take(Supervised supervised, WorkloadName name) {
    workloads.put(name, supervised);
    supervised.begin();
  }

  @Override
  public Admission apply(Workload workload) {
    return loop.call(() -> admit(workload));
  }

  private Admission admit(Workload workload) {
    if (halting) {
      return new Admission.Refused("the shim of this site is stopping: apply again once it is up");
    }
    WorkloadName name = workload.name();
    try {
      Supervised held = workloads.get(name);
      if (held != null) {
        return held.apply(workload);
      }
      WorkloadDirectory directory = directories.of(name);
      long earlier = directory.readInstance().map(Instance::generation).orElse(0L);
      Wanted wanted = new Wanted(earlier + 1, false, workload);
      directory.save(wanted);
      take(Supervised.resume(host, directory, wanted), name);
      return new Admission.Accepted();
    } catch (IOException e) {
      return unkept(name, e);
    }
  }

  @Override
  public Admission remove(WorkloadName name, long epoch) {
    return loop.call(() -> dismiss(name, epoch));
  }

  private Admission dismiss(WorkloadName name, long epoch) {
    try {
      Supervised held = workloads.get(name);
      if (held != null) {
        return held.remove(epoch);
      }
      if (!statuses.containsKey(name)) {
        return new Admission.Unchanged();
      }
      changed(new LostWorkload(name).discard(host, directories.of(name)));
      return new Admission.Accepted();
    } catch (IOException e) {
      return unkept(name, e);
    }
  }

  private static Admission unkept(WorkloadName name, IOException cause) {
    return new Admission.Refused(
        "what is wanted of workload %s cannot be kept at this site: %s; see to its disk and try again"
            .formatted(name, cause));
  }

  @Override
  public Map<WorkloadName, WorkloadStatus> statuses() {
    return statuses;
  }

  @Override
  public Watch watch(Listener listener) {
    return loop.call(
        () -> {
          statuses.values().forEach(listener::changed);
          listeners.add(listener);
          return () -> listeners.remove(listener);
        });
  }

  private void changed(Standing.Told told) {
    WorkloadStatus status = told.status();
    LOG.info(
        "Workload {} revision {} is {}{}",
        status.name(),
        status.revision(),
        status.state(),
        status.message().isEmpty() ? "" : ": " + status.message());
    Map<WorkloadName, WorkloadStatus> next = new TreeMap<>(statuses);
    if (told.last()) {
      next.remove(status.name());
      workloads.remove(status.name());
    } else {
      next.put(status.name(), status);
    }
    statuses = Map.copyOf(next);
    listeners.forEach(listener -> listener.changed(status));
    completeIfStopped();
  }

  @Override
  public List<String> logs(WorkloadName name, int lines) {
    try {
      return new WorkloadLog(directories.of(name).log(), host.logs()).tail(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of workload " + name, e);
    }
  }

  /**
   * Stops all workloads, politely first, and starts none from now on; they are started again when
   * their directory is next opened.
   *
   * @return whether all had stopped within {@code atMost}
   */
  public boolean stopAll(Duration atMost) throws InterruptedException {
    loop.call(
        () -> {
          halting = true;
          List.copyOf(workloads.values()).forEach(Supervised::halt);
          completeIfStopped();
          return workloads.size();
        });
    try {
      allStopped.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void completeIfStopped() {
    if (halting && workloads.values().stream().allMatch(Supervised::isResting)) {
      allStopped.complete(null);
    }
  }

  @Override
  public void close() {
    loop.end();
    lock.close();
  }
}
