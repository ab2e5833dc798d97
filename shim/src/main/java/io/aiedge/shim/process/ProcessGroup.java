package io.aiedge.shim.process;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * All processes of an instance: those in the keeper's session, those that carry the instance's mark
 * in their environment though they left the session, and those in its control groups.
 */
final class ProcessGroup {
  private final Instance instance;
  private final ProcFs proc;
  private final Cgroups cgroups;
  private final Set<Long> asked = new HashSet<>();

  ProcessGroup(Instance instance, ProcFs proc, Cgroups cgroups) {
    this.instance = instance;
    this.proc = proc;
    this.cgroups = cgroups;
  }

  Instance instance() {
    return instance;
  }

  /** Whether the keeper lives, and with it the workload's own process. */
  boolean keeperIsAlive() {
    return proc.stat(instance.pid())
        .filter(ProcFs.Stat::isAlive)
        .filter(stat -> stat.startTicks() == instance.startTicks())
        .isPresent();
  }

  /**
   * Brings them to an end, a step further: asks each once to end, or kills those that are left. The
   * keeper is not asked: it ends after it has written the exit code.
   *
   * @param askingIsOver whether to kill
   * @return whether nobody is left
   */
  boolean stop(boolean askingIsOver) throws IOException {
    Set<Long> members = members();
    for (long pid : members) {
      if (askingIsOver) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      } else if (pid != instance.pid() && asked.add(pid)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      }
    }
    return members.isEmpty();
  }

  private Set<Long> members() throws IOException {
    Set<Long> limited = cgroups.members(instance.id());
    Set<Long> members = new HashSet<>();
    for (ProcFs.Stat stat : proc.processes()) {
      boolean inSession = instance.pid() != 0 && stat.session() == instance.pid();
      if (inSession
          || limited.contains(stat.pid())
          || proc.hasVariable(stat.pid(), instance.mark())) {
        members.add(stat.pid());
      }
    }
    return members;
  }
}
