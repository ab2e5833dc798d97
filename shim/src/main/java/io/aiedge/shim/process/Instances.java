package io.aiedge.shim.process;

import io.aiedge.core.workload.Exit;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.Workload;
import io.aiedge.shim.process.Phase.Due;
import io.aiedge.shim.process.Phase.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Brings the instances of one workload to life, finds those that live already, and reads how they
 * ended.
 */
final class Instances {
  private final Host host;
  private final WorkloadDirectory directory;
  private final Set<String> outdatedFiles = new HashSet<>();

  Instances(Host host, WorkloadDirectory directory) {
    this.host = host;
    this.directory = directory;
  }

  /** The files of this specification are taken away before the next start. */
  void outdate(ProcessSpec spec) {
    outdatedFiles.addAll(spec.files().keySet());
  }

  /**
   * Starts an instance. It is written down before it lives, so that whoever comes after a sudden
   * end of the shim finds it by its mark.
   *
   * @param command the whole command line
   * @param ended done on the shim's thread when its process ended
   */
  Running start(Wanted wanted, Due due, List<String> command, Runnable ended) throws IOException {
    Workload workload = wanted.workload();
    ProcessSpec spec = (ProcessSpec) workload.spec();
    String id = UUID.randomUUID().toString();
    Cgroups.Group limits = host.cgroups().create(id, spec.limits());
    try {
      Instance instance =
          new Instance(
              id,
              host.boot(),
              wanted.generation(),
              0,
              0,
              host.proc().uptime(),
              due.restarts(),
              due.inARow(),
              note(limits));
      directory.clear(outdatedFiles);
      directory.prepare(spec.files());
      outdatedFiles.clear();
      directory.save(instance);
      Process keeper =
          host.launcher()
              .launch(workload.name(), spec, instance, directory, command, limits.entrances());
      long ticks = host.proc().stat(keeper.pid()).map(ProcFs.Stat::startTicks).orElse(0L);
      keeper.onExit().thenRunAsync(ended, host.loop());
      return new Running(host.group(instance.keptBy(keeper.pid(), ticks)), keeper);
    } catch (IOException e) {
      host.cgroups().remove(id);
      throw e;
    }
  }

  private String note(Cgroups.Group limits) {
    return limits.missing().isEmpty()
        ? ""
        : "limits not applied: %s (control groups below %s cannot be written)"
            .formatted(String.join(", ", limits.missing()), host.cgroups().root());
  }

  /** What is now known of an instance that an earlier shim started. */
  Instance find(Instance last) throws IOException {
    if (!last.boot().equals(host.boot())) {
      return last.afterReboot();
    }
    if (last.pid() == 0) {
      Optional<ProcFs.Stat> keeper = host.proc().leaderWith(last.mark());
      return keeper.isPresent() ? last.keptBy(keeper.get().pid(), keeper.get().startTicks()) : last;
    }
    boolean taken =
        host.proc()
            .stat(last.pid())
            .filter(stat -> stat.startTicks() != last.startTicks())
            .isPresent();
    return taken ? last.keptBy(0, 0) : last; // another process has the pid: its session is not ours
  }

  /** How an instance ended that an earlier shim started. */
  Ended end(Instance instance) throws IOException {
    return directory.readEnded(instance).orElse(Ended.UNSEEN);
  }

  /** How an instance ended that this shim watched. */
  Ended end(Running running) throws IOException {
    Instance instance = running.group().instance();
    Optional<Ended> written = directory.readEnded(instance);
    if (written.isPresent()) {
      return written.get();
    }
    // the keeper was killed, or the disk is full
    Duration uptime = host.proc().uptime().minus(instance.startedUptime());
    Process keeper = running.process();
    return keeper == null || keeper.isAlive()
        ? new Ended(Exit.UNKNOWN, uptime)
        : new Ended(new Exit(keeper.exitValue()), uptime);
  }
}
