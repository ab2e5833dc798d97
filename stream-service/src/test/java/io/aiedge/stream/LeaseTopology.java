package io.aiedge.stream;

import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A service at an edge that passes leases on from two topics to {@link #OUT}. */
final class LeaseTopology {
  static final Topic IN = TopicCatalogue.LEASES;
  static final Topic COMPACTED = TopicCatalogue.REGISTRATIONS;
  static final Topic OUT = TopicCatalogue.REPORTS;

  private static final String LEASES = "leases";

  private LeaseTopology() {}

  static Topology of(Service service) {
    Topology topology = new Topology();
    for (Topic topic : List.of(IN, COMPACTED)) {
      topology.addSource(
          "read-" + topic.name(),
          Serdes.String().deserializer(),
          Serdes.ByteArray().deserializer(),
          topic.name());
    }
    topology.addProcessor(
        LEASES, () -> new Leases(service), "read-" + IN.name(), "read-" + COMPACTED.name());
    for (Topic topic : List.of(OUT, TopicCatalogue.EDGE_DEAD_LETTERS)) {
      topology.addSink(
          topic.name(),
          topic.name(),
          Serdes.String().serializer(),
          Serdes.ByteArray().serializer(),
          LEASES);
    }
    return topology;
  }

  private static final class Leases extends EventProcessor {
    private Leases(Service service) {
      super(service);
    }

    @Override
    protected void begin(ProcessorContext<String, byte[]> context) {}

    @Override
    protected boolean handle(Record<String, byte[]> record, SpecificRecord event) {
      if (event instanceof ClusterLease lease) {
        outbox().send(OUT, lease.getPath(), lease);
        return true;
      }
      return false;
    }
  }
}
