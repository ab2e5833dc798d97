package io.aiedge.bridge.command;

import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.Service;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Commands and what the shim says of its workloads in; what is desired, answers and reports out.
 *
 * <pre>
 * fleet.commands.PATH ────┐               ┌─ edge.workloads    what is to run here
 * edge.workload-statuses ─┴─  commands  ──┼─ fleet.results     one answer to each command
 *                                         ├─ fleet.reports     how the workloads do
 *                                         └─ edge.dead-letters
 * </pre>
 */
public final class CommandTopology {
  static final String COMMANDS = "commands";
  static final String JUDGED = "judged-commands";
  static final String HELD = "held-workloads";
  static final String OPEN = "open-commands";

  private static final List<Topic> OUT =
      List.of(
          TopicCatalogue.WORKLOADS,
          TopicCatalogue.RESULTS,
          TopicCatalogue.REPORTS,
          TopicCatalogue.EDGE_DEAD_LETTERS);

  private CommandTopology() {}

  /** The topology of the bridge of its site. */
  public static Topology of(Service service) {
    Deserializer<String> keys = Serdes.String().deserializer();
    Deserializer<byte[]> values = Serdes.ByteArray().deserializer();
    Topology topology = new Topology();
    topology
        .addSource("orders", keys, values, TopicCatalogue.COMMANDS.nameFor(service.site()))
        .addSource("statuses", keys, values, TopicCatalogue.WORKLOAD_STATUSES.name())
        .addProcessor(COMMANDS, () -> new CommandProcessor(service), "orders", "statuses");
    for (String store : List.of(JUDGED, HELD, OPEN)) {
      topology.addStateStore(
          Stores.keyValueStoreBuilder(
                  Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
              .withCachingEnabled(),
          COMMANDS);
    }
    Serializer<String> written = Serdes.String().serializer();
    for (Topic topic : OUT) {
      topology.addSink(
          topic.name(), topic.name(), written, Serdes.ByteArray().serializer(), COMMANDS);
    }
    return topology;
  }
}
