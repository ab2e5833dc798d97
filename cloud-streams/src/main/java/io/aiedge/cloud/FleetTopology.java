package io.aiedge.cloud;

import io.aiedge.cloud.command.CommandProcessor;
import io.aiedge.cloud.placement.PlacementProcessor;
import io.aiedge.cloud.topic.CommandTopics;
import io.aiedge.cloud.view.ClusterProcessor;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.Service;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The fleet at the cloud.
 *
 * <pre>
 * fleet.registrations, fleet.leases ───────── clusters ──── fleet.clusters
 * fleet.command-requests, fleet.results ───── commands ──┬─ fleet.commands.PATH
 *                                                        └─ fleet.command-views
 * fl.jobs, fleet.clusters (all of them) ───── placement ─┬─ fleet.command-requests
 *                                                        └─ fleet.placements
 * </pre>
 */
final class FleetTopology {
  private static final String CLUSTERS = "clusters";
  private static final String COMMANDS = "commands";
  private static final String PLACEMENT = "placement";

  private FleetTopology() {}

  /** The topology of the service. */
  static Topology of(CloudConfig config, Service service, CommandTopics topics) {
    Topology topology = new Topology();
    clusters(topology, config, service, topics);
    commands(topology, service);
    placement(topology, config, service);
    topology.addSink(
        TopicCatalogue.DEAD_LETTERS.name(),
        TopicCatalogue.DEAD_LETTERS.name(),
        keySerializer(),
        Serdes.ByteArray().serializer(),
        CLUSTERS,
        COMMANDS,
        PLACEMENT);
    return topology;
  }

  private static void clusters(
      Topology topology, CloudConfig config, Service service, CommandTopics topics) {
    source(topology, TopicCatalogue.REGISTRATIONS);
    source(topology, TopicCatalogue.LEASES);
    topology.addProcessor(
        CLUSTERS,
        () -> new ClusterProcessor(service, config.tick(), topics),
        reading(TopicCatalogue.REGISTRATIONS),
        reading(TopicCatalogue.LEASES));
    sink(topology, TopicCatalogue.CLUSTERS, CLUSTERS);
  }

  private static void commands(Topology topology, Service service) {
    source(topology, TopicCatalogue.COMMAND_REQUESTS);
    source(topology, TopicCatalogue.RESULTS);
    topology.addProcessor(
        COMMANDS,
        () -> new CommandProcessor(service),
        reading(TopicCatalogue.COMMAND_REQUESTS),
        reading(TopicCatalogue.RESULTS));
    topology
        .addStateStore(store(ClusterProcessor.VIEWS), CLUSTERS, COMMANDS)
        .addStateStore(store(ClusterProcessor.LEASES), CLUSTERS)
        .addStateStore(store(ClusterProcessor.JOINING), CLUSTERS)
        .addStateStore(store(CommandProcessor.SEQUENCES), COMMANDS)
        .addStateStore(store(CommandProcessor.COMMANDS), COMMANDS);
    sink(topology, TopicCatalogue.COMMAND_VIEWS, COMMANDS);
    topology.<String, byte[]>addSink(
        TopicCatalogue.COMMANDS.name(),
        (cluster, command, context) -> TopicCatalogue.COMMANDS.nameFor(new ClusterPath(cluster)),
        keySerializer(),
        Serdes.ByteArray().serializer(),
        COMMANDS);
  }

  private static void placement(Topology topology, CloudConfig config, Service service) {
    source(topology, TopicCatalogue.JOBS);
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(PlacementProcessor.FLEET),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled(),
        "all-clusters",
        keyDeserializer(),
        Serdes.ByteArray().deserializer(),
        TopicCatalogue.CLUSTERS.name(),
        "keep-clusters",
        KeepClusters::new);
    topology
        .addProcessor(
            PLACEMENT,
            () -> new PlacementProcessor(service, config.tick()),
            reading(TopicCatalogue.JOBS))
        .addStateStore(store(PlacementProcessor.LIVE), PLACEMENT)
        .addStateStore(store(PlacementProcessor.DECISIONS), PLACEMENT)
        .addStateStore(store(PlacementProcessor.PLACED), PLACEMENT);
    sink(topology, TopicCatalogue.PLACEMENTS, PLACEMENT);
    sink(topology, TopicCatalogue.COMMAND_REQUESTS, PLACEMENT);
  }

  private static void source(Topology topology, Topic topic) {
    topology.addSource(
        reading(topic), keyDeserializer(), Serdes.ByteArray().deserializer(), topic.name());
  }

  /** Sinks are called as their topics are, so sources need another name. */
  private static String reading(Topic topic) {
    return "read-" + topic.name();
  }

  private static void sink(Topology topology, Topic topic, String processor) {
    topology.addSink(
        topic.name(), topic.name(), keySerializer(), Serdes.ByteArray().serializer(), processor);
  }

  private static Serializer<String> keySerializer() {
    return Serdes.String().serializer();
  }

  private static Deserializer<String> keyDeserializer() {
    return Serdes.String().deserializer();
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }

  /** Keeps every cluster's last view. */
  private static final class KeepClusters implements Processor<String, byte[], Void, Void> {
    private KeyValueStore<String, byte[]> fleet;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      fleet = context.getStateStore(PlacementProcessor.FLEET);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      fleet.put(record.key(), record.value());
    }
  }
}
