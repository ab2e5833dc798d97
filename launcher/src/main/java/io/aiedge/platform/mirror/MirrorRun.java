package io.aiedge.platform.mirror;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.mirror.MirrorMaker;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;
import org.apache.kafka.connect.mirror.SourceAndTarget;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;

/** MirrorMaker from one start to one stop. */
final class MirrorRun {
  private static final String CONNECTOR = MirrorSourceConnector.class.getSimpleName();
  private static final List<SourceAndTarget> FLOWS =
      List.of(
          new SourceAndTarget(MirrorSettings.EDGE, MirrorSettings.CLOUD),
          new SourceAndTarget(MirrorSettings.CLOUD, MirrorSettings.EDGE));

  private final MirrorMaker maker;
  private final MirrorThreads threads;
  private final Set<String> pastWorkers;

  private MirrorRun(MirrorMaker maker, MirrorThreads threads, Set<String> pastWorkers) {
    this.maker = maker;
    this.threads = threads;
    this.pastWorkers = pastWorkers;
  }

  /** What a run is seen to be at. */
  sealed interface Seen {
    record Starting() implements Seen {}

    record Running() implements Seen {}

    record Failed(String reason) implements Seen {}
  }

  /**
   * Begins a run.
   *
   * @param pastWorkers workers of former runs, whose states still stand in the sites' topics
   * @throws KafkaException if a site does not answer
   */
  static MirrorRun start(MirrorSettings settings, Set<String> pastWorkers)
      throws InterruptedException {
    MirrorThreads threads = new MirrorThreads("mirror of " + settings.cluster());
    FutureTask<MirrorMaker> starting = new FutureTask<>(() -> begin(settings));
    Thread starter = new Thread(threads, starting, "mirror-start");
    starter.start();
    try {
      return new MirrorRun(starting.get(), threads, Set.copyOf(pastWorkers));
    } catch (InterruptedException e) {
      starter.interrupt();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException unreachable) {
        throw unreachable;
      }
      throw new IllegalStateException("MirrorMaker could not be started", e.getCause());
    }
  }

  private static MirrorMaker begin(MirrorSettings settings) {
    MirrorMaker maker = new MirrorMaker(settings.configuration());
    maker.start();
    if (Thread.interrupted()) { // nobody waits for it any more
      maker.stop();
    }
    return maker;
  }

  /** Looks at all of its parts; asks no site. */
  Seen look() {
    if (threads.ended()) {
      return new Seen.Failed("a worker gave up");
    }
    boolean running = true;
    for (SourceAndTarget flow : FLOWS) {
      List<ConnectorStateInfo.AbstractState> parts = parts(flow).toList();
      Optional<ConnectorStateInfo.AbstractState> failed =
          parts.stream().filter(part -> is(part, AbstractStatus.State.FAILED)).findFirst();
      if (failed.isPresent()) {
        return new Seen.Failed(flow + ": " + firstLine(failed.get().trace()));
      }
      running &=
          !parts.isEmpty()
              && parts.stream().allMatch(part -> is(part, AbstractStatus.State.RUNNING));
    }
    return running ? new Seen.Running() : new Seen.Starting();
  }

  /** The workers that its parts run on. */
  Set<String> workers() {
    Set<String> workers = new HashSet<>(pastWorkers);
    FLOWS.forEach(flow -> parts(flow).forEach(part -> workers.add(part.workerId())));
    return workers;
  }

  /**
   * Stops it. Whatever was carried and not yet noted is carried again by the next run. Where a site
   * is out of reach MirrorMaker takes half a minute to give up what it would still write there.
   *
   * @return whether it has stopped; if not, it still does, by itself
   */
  boolean stop(Duration patience) throws InterruptedException {
    Thread stopping = new Thread(threads, maker::stop, "mirror-stop");
    stopping.setDaemon(true);
    stopping.start();
    stopping.join(patience.toMillis());
    return !stopping.isAlive();
  }

  private Stream<ConnectorStateInfo.AbstractState> parts(SourceAndTarget flow) {
    try {
      ConnectorStateInfo info = maker.connectorStatus(flow, CONNECTOR);
      return Stream.concat(Stream.of(info.connector()), info.tasks().stream())
          .filter(part -> !pastWorkers.contains(part.workerId()));
    } catch (NotFoundException e) {
      return Stream.empty();
    }
  }

  private static boolean is(ConnectorStateInfo.AbstractState part, AbstractStatus.State state) {
    return part.state().equals(state.name());
  }

  private static String firstLine(String trace) {
    return trace == null ? "no reason given" : trace.lines().findFirst().orElse(trace);
  }
}
