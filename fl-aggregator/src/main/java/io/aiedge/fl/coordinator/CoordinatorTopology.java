package io.aiedge.fl.coordinator;

import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.Service;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Requests, clients' progress and accumulators' answers in; announcements to clients, orders to
 * accumulators, job views and model versions out.
 *
 * <pre>
 * fl.job-requests  ─┐                ┌─ fl.rounds          to the clients
 * fl.progress      ─┼─  jobs  ───────┼─ fl.round-control   to every accumulator partition
 * fl.round-results ─┘                ├─ fl.jobs, fl.model-versions
 *                                    └─ dead-letters
 * </pre>
 */
final class CoordinatorTopology {
  static final String JOBS_PROCESSOR = "jobs";
  static final String JOB_STORE = "job-states";
  static final String CLIENT_STORE = "client-states";
  static final String SUBMISSION_STORE = "submissions";
  static final String VERSION_STORE = "last-versions";

  private CoordinatorTopology() {}

  /** The topology of the service. */
  static Topology of(CoordinatorConfig config, Service service) {
    Topology topology = new Topology();
    Deserializer<String> keys = Serdes.String().deserializer();
    Deserializer<byte[]> values = Serdes.ByteArray().deserializer();
    topology
        .addSource("requests", keys, values, TopicCatalogue.JOB_REQUESTS.name())
        .addSource("progress", keys, values, TopicCatalogue.PROGRESS.name())
        .addSource("answers", keys, values, TopicCatalogue.ROUND_RESULTS.name())
        .addProcessor(
            JOBS_PROCESSOR,
            () -> new JobProcessor(config, service),
            "requests",
            "progress",
            "answers");
    for (String store : Set.of(JOB_STORE, CLIENT_STORE, SUBMISSION_STORE, VERSION_STORE)) {
      topology.addStateStore(store(store), JOBS_PROCESSOR);
    }
    sink(topology, TopicCatalogue.ROUNDS);
    sink(topology, TopicCatalogue.JOBS);
    sink(topology, TopicCatalogue.MODEL_VERSIONS);
    sink(topology, TopicCatalogue.DEAD_LETTERS);
    topology.addSink(
        TopicCatalogue.ROUND_CONTROL.name(),
        TopicCatalogue.ROUND_CONTROL.name(),
        Serdes.String().serializer(),
        Serdes.ByteArray().serializer(),
        toEveryPartition(),
        JOBS_PROCESSOR);
    return topology;
  }

  private static void sink(Topology topology, Topic topic) {
    Serializer<String> keys = Serdes.String().serializer();
    topology.addSink(
        topic.name(), topic.name(), keys, Serdes.ByteArray().serializer(), JOBS_PROCESSOR);
  }

  private static StreamPartitioner<String, byte[]> toEveryPartition() {
    return (topic, key, value, count) ->
        Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toSet()));
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }
}
