package io.aiedge.fl.accumulator;

import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.Service;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Chunks of updates and the coordinator's control in, chunks of versions and answers out; partition
 * by partition, with nothing between partitions.
 *
 * <pre>
 * fl.updates       ─┐                  ┌─ fl.models         same partition
 * fl.round-control ─┴─  accumulate  ───┼─ fl.round-results
 *                                      └─ dead-letters
 * </pre>
 */
final class AccumulatorTopology {
  static final String PROCESSOR = "accumulate";
  static final String LEDGER = "ledger";
  static final String TENSORS = "tensors";

  private AccumulatorTopology() {}

  /** The topology of the service. */
  static Topology of(AccumulatorConfig config, UpdateLog.Source logs, Service service) {
    AccumulatorMetrics metrics = new AccumulatorMetrics(service.meters());
    Topology topology = new Topology();
    source(topology, TopicCatalogue.UPDATES, new FailOnInvalidTimestamp());
    source(topology, TopicCatalogue.ROUND_CONTROL, new ControlFirst());
    topology.addProcessor(
        PROCESSOR,
        () -> new AccumulatorProcessor(config, logs, metrics, service),
        TopicCatalogue.UPDATES.name(),
        TopicCatalogue.ROUND_CONTROL.name());
    topology.addStateStore(store(LEDGER), PROCESSOR);
    topology.addStateStore(store(TENSORS), PROCESSOR);
    topology.addStateStore(new ProcessIdentity.Builder(), PROCESSOR);
    topology.addSink(
        TopicCatalogue.MODELS.name(),
        TopicCatalogue.MODELS.name(),
        new StringSerializer(),
        new ByteArraySerializer(),
        new ChunkPartitioner(),
        PROCESSOR);
    sink(topology, TopicCatalogue.ROUND_RESULTS);
    sink(topology, TopicCatalogue.DEAD_LETTERS);
    return topology;
  }

  private static void source(Topology topology, Topic topic, TimestampExtractor extractor) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        topic.name(),
        extractor,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic.name());
  }

  private static void sink(Topology topology, Topic topic) {
    topology.addSink(
        topic.name(), topic.name(), new StringSerializer(), new ByteArraySerializer(), PROCESSOR);
  }

  /** In memory, with a changelog that is written at once: there is little that changes twice. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Map.of());
  }
}
