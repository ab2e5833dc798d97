package io.aiedge.cloud.command;

import io.aiedge.cloud.view.ClusterProcessor;
import io.aiedge.event.fleet.Command;
import io.aiedge.event.fleet.CommandRequested;
import io.aiedge.event.fleet.CommandResult;
import io.aiedge.event.fleet.CommandState;
import io.aiedge.event.fleet.CommandView;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.EventProcessor;
import io.aiedge.stream.Service;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each requested command its place in the order of its cluster, and keeps its state. */
public final class CommandProcessor extends EventProcessor {
  /** The store of sequences: cluster path to the last one given. */
  public static final String SEQUENCES = "command-sequences";

  /** The store of commands: command id to {@link CommandView}. */
  public static final String COMMANDS = "command-views";

  private static final Logger LOG = LoggerFactory.getLogger(CommandProcessor.class);

  private KeyValueStore<String, byte[]> clusters;
  private KeyValueStore<String, byte[]> sequences;
  private KeyValueStore<String, byte[]> commands;

  /** Of the service. */
  public CommandProcessor(Service service) {
    super(service);
  }

  @Override
  protected void begin(ProcessorContext<String, byte[]> context) {
    clusters = context.getStateStore(ClusterProcessor.VIEWS);
    sequences = context.getStateStore(SEQUENCES);
    commands = context.getStateStore(COMMANDS);
  }

  @Override
  protected boolean handle(Record<String, byte[]> record, SpecificRecord event) {
    if (event instanceof CommandRequested request) {
      requested(record, request);
    } else if (event instanceof CommandResult result) {
      answered(record, result);
    } else {
      return false;
    }
    return true;
  }

  private void requested(Record<String, byte[]> record, CommandRequested request) {
    if (commands.get(request.getRequestId()) != null) {
      return;
    }
    String cluster = request.getCluster();
    if (clusters.get(cluster) == null) {
      outbox().setAside(record, "unknown-cluster", "there is no cluster " + cluster);
      return;
    }
    Command command =
        Command.newBuilder()
            .setCommandId(request.getRequestId())
            .setCluster(cluster)
            .setSequence(nextSequence(cluster))
            .setAction(request.getAction())
            .setReason(request.getReason())
            .setIssuedAt(outbox().now())
            .setExpiresAt(request.getExpiresAt())
            .build();
    outbox().send(TopicCatalogue.COMMANDS, cluster, command);
    write(new CommandView(command, CommandState.PENDING, null));
    LOG.info("command {} to {}: {}", command.getSequence(), cluster, command.getReason());
  }

  private long nextSequence(String cluster) {
    byte[] last = sequences.get(cluster);
    long next = last == null ? 1 : ByteBuffer.wrap(last).getLong() + 1;
    sequences.put(cluster, ByteBuffer.allocate(Long.BYTES).putLong(next).array());
    return next;
  }

  private void answered(Record<String, byte[]> record, CommandResult result) {
    byte[] known = commands.get(result.getCommandId());
    if (known == null) {
      outbox().setAside(record, "unknown-command", "there is no command " + result.getCommandId());
      return;
    }
    CommandView view = decode(known, CommandView.class);
    String asked = view.getCommand().getCluster();
    if (!result.getCluster().equals(asked)) {
      outbox()
          .setAside(
              record,
              "wrong-cluster",
              "%s answers a command to %s".formatted(result.getCluster(), asked));
      return;
    }
    if (view.getState() != CommandState.PENDING) {
      return;
    }
    CommandState state = CommandState.valueOf(result.getOutcome().name());
    write(new CommandView(view.getCommand(), state, result));
    LOG.info(
        "command {} to {} has {} {}",
        result.getSequence(),
        result.getCluster(),
        state,
        result.getReason());
  }

  private void write(CommandView view) {
    String id = view.getCommand().getCommandId();
    commands.put(id, encode(view));
    outbox().send(TopicCatalogue.COMMAND_VIEWS, id, view);
  }
}
