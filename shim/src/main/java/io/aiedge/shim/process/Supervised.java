package io.aiedge.shim.process;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.RestartDecision;
import io.aiedge.core.workload.Workload;
import io.aiedge.shim.process.Phase.Due;
import io.aiedge.shim.process.Phase.Next;
import io.aiedge.shim.process.Phase.Resting;
import io.aiedge.shim.process.Phase.Running;
import io.aiedge.shim.process.Phase.Stopped;
import io.aiedge.shim.process.Phase.Stopping;
import io.aiedge.shim.process.Programs.Resolution;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One workload, from its first start to its removal: a small state machine ({@link Phase}), stepped
 * forward when its process ended, when its time has come and when something else is wanted of it.
 * Used by the shim's thread only.
 */
final class Supervised {
  private static final Duration STOP_POLL = Duration.ofMillis(25);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Host host;
  private final WorkloadDirectory directory;
  private final Instances instances;
  private final WorkloadLog log;
  private final Stepper stepper;
  private final Standing standing;
  private Wanted wanted;
  private Phase phase = Due.now();
  private boolean halting;

  private Supervised(Host host, WorkloadDirectory directory, Wanted wanted) {
    this.host = host;
    this.directory = directory;
    this.wanted = wanted;
    instances = new Instances(host, directory);
    log = new WorkloadLog(directory.log(), host.logs());
    stepper = new Stepper(host.loop(), this::step);
    standing = new Standing(wanted.workload(), host.changed());
  }

  /** Takes a workload up where its directory says it stands. */
  static Supervised resume(Host host, WorkloadDirectory directory, Wanted wanted)
      throws IOException {
    Supervised supervised = new Supervised(host, directory, wanted);
    Optional<Instance> last = directory.readInstance();
    if (last.isPresent()) {
      supervised.phase = supervised.found(supervised.instances.find(last.get()));
    }
    return supervised;
  }

  private Phase found(Instance instance) throws IOException {
    standing.resume(instance);
    ProcessGroup group = host.group(instance);
    boolean current = !wanted.removed() && instance.generation() == wanted.generation();
    if (current && group.keeperIsAlive()) {
      return new Running(group, null);
    }
    Next decided = new Next.Decide(instance, instances.end(instance));
    Next next = current ? decided : wanted.removed() ? new Next.Forget() : new Next.Start();
    return Stopping.begin(group, spec().stopGrace(), next);
  }

  /** Begins to act. */
  void begin() {
    if (phase instanceof Running running) {
      standing.running(running.group().instance());
    } else {
      standing.starting();
    }
    stepper.now();
  }

  /** Whether nothing of it runs or will run while this shim lives. */
  boolean isResting() {
    return phase instanceof Resting;
  }

  Admission apply(Workload next) throws IOException {
    if (next.epoch() < wanted.workload().epoch()) {
      return outdated(next.epoch());
    }
    if (!wanted.removed() && next.equals(wanted.workload())) {
      return new Admission.Unchanged();
    }
    Wanted then = wanted.then(next);
    directory.save(then);
    boolean other = then.generation() != wanted.generation();
    if (other) {
      instances.outdate(spec());
      stop(new Next.Start());
    }
    wanted = then;
    standing.wanted(next, other);
    stepper.now();
    return new Admission.Accepted();
  }

  Admission remove(long epoch) throws IOException {
    if (epoch < wanted.workload().epoch()) {
      return outdated(epoch);
    }
    if (wanted.removed()) {
      return new Admission.Unchanged();
    }
    Wanted without = wanted.thenRemoved();
    directory.save(without);
    wanted = without;
    stop(new Next.Forget());
    stepper.now();
    return new Admission.Accepted();
  }

  /** Stops what runs; it is started again by the shim that comes next. */
  void halt() {
    stepper.now(); // sees what ended by itself
    halting = true;
    if (phase instanceof Running || phase instanceof Due) {
      stop(new Next.Halt());
      stepper.now();
    }
  }

  private Admission outdated(long epoch) {
    return new Admission.Refused(
        "epoch %d of workload %s is outdated: %d is in force here"
            .formatted(epoch, wanted.workload().name(), wanted.workload().epoch()));
  }

  private void stop(Next next) {
    if (phase instanceof Running running) {
      phase = Stopping.begin(running.group(), spec().stopGrace(), next);
    } else if (phase instanceof Stopping stopping) {
      phase = stopping.then(next);
    } else {
      phase = new Stopped(next);
    }
  }

  private Optional<Duration> step() {
    try {
      Optional<Duration> next = stepOn();
      standing.recovered();
      return next;
    } catch (IOException e) {
      standing.troubled("tried again every second: " + e);
      return Optional.of(TRY_AGAIN);
    }
  }

  private Optional<Duration> stepOn() throws IOException {
    if (phase instanceof Due due) {
      return startWhenDue(due);
    } else if (phase instanceof Running running) {
      return watch(running);
    } else if (phase instanceof Stopping stopping) {
      return stop(stopping);
    } else if (phase instanceof Stopped stopped) {
      return settle(stopped.next());
    }
    return Optional.empty();
  }

  private Optional<Duration> startWhenDue(Due due) throws IOException {
    long leftNanos = due.atNanos() - System.nanoTime();
    if (leftNanos > 0) {
      return Optional.of(Duration.ofNanos(leftNanos).plusMillis(1));
    }
    Resolution resolution = host.programs().resolve(spec().program(), spec().arguments());
    if (resolution instanceof Resolution.Found found) {
      log.rotate();
      Running running = instances.start(wanted, due, found.command(), stepper::now);
      phase = running;
      standing.running(running.group().instance());
      directory.save(running.group().instance());
      return Optional.of(host.poll());
    }
    phase = new Resting();
    standing.failed(((Resolution.Missing) resolution).reason());
    return Optional.empty();
  }

  private Optional<Duration> watch(Running running) throws IOException {
    if (running.group().keeperIsAlive()) {
      log.rotate();
      return Optional.of(host.poll());
    }
    Next next = new Next.Decide(running.group().instance(), instances.end(running));
    phase = Stopping.begin(running.group(), spec().stopGrace(), next);
    return stepOn();
  }

  private Optional<Duration> stop(Stopping stopping) throws IOException {
    ProcessGroup group = stopping.group();
    if (!group.stop(stopping.askingIsOver())) {
      return Optional.of(STOP_POLL);
    }
    if (host.cgroups().ranOutOfMemory(group.instance().id())) {
      standing.reachedMemoryLimit(spec().limits().memoryBytes());
    }
    host.cgroups().remove(group.instance().id());
    phase = new Stopped(stopping.next());
    return stepOn();
  }

  private Optional<Duration> settle(Next next) throws IOException {
    if (next instanceof Next.Decide decide) {
      decide(decide.instance(), decide.ended());
    } else if (next instanceof Next.Forget) {
      directory.delete();
      phase = new Resting();
      standing.forgotten();
    } else if (next instanceof Next.Halt || halting) {
      directory.forgetInstance();
      phase = new Resting();
      standing.stopped();
    } else {
      phase = Due.now();
    }
    return stepOn();
  }

  private void decide(Instance instance, Ended ended) {
    RestartDecision decision =
        RestartDecision.of(spec().restart(), ended.exit(), instance.inARow(), ended.uptime());
    if (decision instanceof RestartDecision.Restart && halting) {
      phase = new Stopped(new Next.Halt());
    } else if (decision instanceof RestartDecision.Restart restart) {
      long at = System.nanoTime() + restart.after().toNanos();
      phase = new Due(at, instance.restarts() + 1, restart.inARow());
      standing.backingOff(ended.exit(), restart.after());
    } else if (decision instanceof RestartDecision.GiveUp giveUp) {
      phase = new Resting();
      standing.failed(ended.exit(), giveUp.reason());
    } else {
      phase = new Resting();
      standing.succeeded(ended.exit());
    }
  }

  private ProcessSpec spec() {
    return (ProcessSpec) wanted.workload().spec();
  }
}
