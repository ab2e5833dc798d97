package io.aiedge.trainer.kafka;

import io.aiedge.event.fl.VersionEvaluated;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The Kafka of a site in memory. */
public final class FakeSite implements Site {
  public static final int PARTITIONS = 4;

  public final Log models = new Log(TopicCatalogue.MODELS);
  public final Log progress = new Log(TopicCatalogue.PROGRESS);
  public final Log rounds = new Log(TopicCatalogue.ROUNDS);
  public final MockProducer<String, byte[]> said =
      new MockProducer<>(cluster(), true, null, new StringSerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized void flush() {
          super.flush();
          scoresWritten = said(VersionEvaluated.class).size();
        }
      };
  public final MockProducer<String, byte[]> committed =
      new MockProducer<>(cluster(), true, null, new StringSerializer(), new ByteArraySerializer()) {
        @Override
        public void beginTransaction() {
          scoresWrittenBeforeUpdates.add(scoresWritten);
          super.beginTransaction();
        }
      };

  /** How many scores were surely written when each update was begun. */
  public final List<Integer> scoresWrittenBeforeUpdates = new CopyOnWriteArrayList<>();

  private volatile int scoresWritten;

  @Override
  public Consumer<String, byte[]> consumer(String purpose) {
    return switch (purpose) {
      case "models", "graph" -> models.consumer;
      case "rounds" -> rounds.consumer;
      default -> progress.consumer;
    };
  }

  @Override
  public Producer<String, byte[]> producer(String purpose) {
    return said;
  }

  @Override
  public Producer<String, byte[]> transactions(String identity) {
    return committed;
  }

  /** What was said of some kind, in order. */
  public <E extends SpecificRecord> List<E> said(Class<E> type) {
    return events(said, type);
  }

  /** What was committed of some kind, in order. */
  public <E extends SpecificRecord> List<E> committed(Class<E> type) {
    return events(committed, type);
  }

  private static <E extends SpecificRecord> List<E> events(
      MockProducer<String, byte[]> producer, Class<E> type) {
    EventCodec codec = new EventCodec();
    return producer.history().stream()
        .map(record -> ((Decoded.Event) codec.decode(record.value())).event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static Cluster cluster() {
    String updates = TopicCatalogue.UPDATES.name();
    List<PartitionInfo> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(at -> new PartitionInfo(updates, at, Node.noNode(), new Node[0], new Node[0]))
            .toList();
    return new Cluster("site", List.of(), partitions, Set.of(), Set.of());
  }
}
