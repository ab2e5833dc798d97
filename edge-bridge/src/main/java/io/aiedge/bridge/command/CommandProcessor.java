package io.aiedge.bridge.command;

import io.aiedge.bridge.command.CommandStore.Open;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.command.Arrival;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.Command;
import io.aiedge.event.fleet.CommandOutcome;
import io.aiedge.event.fleet.CommandResult;
import io.aiedge.event.fleet.RemoveWorkload;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.event.fleet.WorkloadState;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.EventProcessor;
import io.aiedge.stream.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges commands as they come, and answers them once their effect is seen. */
final class CommandProcessor extends EventProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(CommandProcessor.class);

  private static final Duration OVERDUE_CHECK = Duration.ofSeconds(1);

  private final ClusterPath cluster;
  private CommandStore store;

  CommandProcessor(Service service) {
    super(service);
    cluster = service.site();
  }

  @Override
  protected void begin(ProcessorContext<String, byte[]> context) {
    store = new CommandStore(context, codec());
    context.schedule(OVERDUE_CHECK, PunctuationType.WALL_CLOCK_TIME, time -> expire());
  }

  @Override
  protected boolean handle(Record<String, byte[]> record, SpecificRecord event) {
    if (event instanceof Command command) {
      arrived(record, command);
    } else if (event instanceof WorkloadReported status) {
      reported(status);
    } else {
      return false;
    }
    return true;
  }

  private void arrived(Record<String, byte[]> record, Command command) {
    if (!command.getCluster().equals(cluster.value())) {
      outbox().setAside(record, "wrong-cluster", "it is for " + command.getCluster());
      return;
    }
    Instant now = outbox().now();
    Arrival arrival =
        Arrival.judge(
            store.isJudged(command),
            command.getSequence(),
            store.lastSequence(),
            epoch(command),
            store.epochOf(workload(command)),
            command.getExpiresAt(),
            now);
    if (arrival instanceof Arrival.Duplicate) {
      LOG.debug("command {} came again", command.getCommandId());
      return;
    }
    store.judge(command);
    if (arrival instanceof Arrival.Refuse refuse) {
      answer(
          new Open(command, now),
          refuse.expired() ? CommandOutcome.EXPIRED : CommandOutcome.FAILED,
          refuse.reason());
    } else {
      apply(command, now);
    }
  }

  private void apply(Command command, Instant now) {
    String workload = workload(command);
    boolean known = store.epochOf(workload).isPresent();
    store.hold(workload, epoch(command));
    store
        .open(workload, command, now)
        .ifPresent(
            before ->
                answer(
                    before,
                    CommandOutcome.FAILED,
                    "superseded by command " + command.getCommandId()));
    if (command.getAction() instanceof ApplyWorkload apply) {
      outbox().send(TopicCatalogue.WORKLOADS, workload, apply);
      LOG.info("{} revision {} is to run: {}", workload, apply.getRevision(), command.getReason());
    } else {
      outbox().forget(TopicCatalogue.WORKLOADS, workload);
      LOG.info("{} is to stop: {}", workload, command.getReason());
      if (!known) {
        answer(new Open(command, now), CommandOutcome.SUCCEEDED, "");
        store.close(workload);
      }
    }
  }

  private void reported(WorkloadReported status) {
    outbox().send(TopicCatalogue.REPORTS, cluster.value(), status);
    store
        .find(status.getWorkload())
        .ifPresent(
            open ->
                outcome(open.command(), status)
                    .ifPresent(
                        outcome -> {
                          answer(
                              open,
                              outcome,
                              outcome == CommandOutcome.FAILED ? status.getMessage() : "");
                          store.close(status.getWorkload());
                        }));
  }

  /** The answer cannot wait longer than the command; what it made desired stays desired. */
  private void expire() {
    store
        .overdue(outbox().now())
        .forEach(
            (workload, open) -> {
              answer(
                  open,
                  CommandOutcome.EXPIRED,
                  "its effect was not seen by %s; what it asks for still stands"
                      .formatted(open.command().getExpiresAt()));
              store.close(workload);
            });
  }

  private static Optional<CommandOutcome> outcome(Command command, WorkloadReported status) {
    if (command.getAction() instanceof ApplyWorkload apply) {
      if (status.getRevision() != apply.getRevision() || status.getEpoch() != apply.getEpoch()) {
        return Optional.empty();
      }
      return switch (status.getState()) {
        case RUNNING, SUCCEEDED -> Optional.of(CommandOutcome.SUCCEEDED);
        case FAILED -> Optional.of(CommandOutcome.FAILED);
        case STARTING, BACKING_OFF, STOPPED -> Optional.empty();
      };
    }
    return status.getState() == WorkloadState.STOPPED
        ? Optional.of(CommandOutcome.SUCCEEDED)
        : Optional.empty();
  }

  private void answer(Open open, CommandOutcome outcome, String reason) {
    Command command = open.command();
    outbox()
        .send(
            TopicCatalogue.RESULTS,
            cluster.value(),
            CommandResult.newBuilder()
                .setCommandId(command.getCommandId())
                .setCluster(cluster.value())
                .setSequence(command.getSequence())
                .setOutcome(outcome)
                .setReason(reason)
                .setReceivedAt(open.receivedAt())
                .setFinishedAt(outbox().now())
                .build());
  }

  private static String workload(Command command) {
    return command.getAction() instanceof ApplyWorkload apply
        ? apply.getWorkload()
        : ((RemoveWorkload) command.getAction()).getWorkload();
  }

  private static long epoch(Command command) {
    return command.getAction() instanceof ApplyWorkload apply
        ? apply.getEpoch()
        : ((RemoveWorkload) command.getAction()).getEpoch();
  }
}
