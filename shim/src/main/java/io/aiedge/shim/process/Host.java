package io.aiedge.shim.process;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What all workloads of a shim share.
 *
 * @param boot of the machine
 * @param loop the shim's thread
 * @param changed hears of every status
 */
record Host(
    ProcFs proc,
    String boot,
    Cgroups cgroups,
    Programs programs,
    Launcher launcher,
    LogBounds logs,
    Duration poll,
    ScheduledExecutorService loop,
    Consumer<Standing.Told> changed) {
  ProcessGroup group(Instance instance) {
    return new ProcessGroup(instance, proc, cgroups);
  }
}
