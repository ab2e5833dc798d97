package io.aiedge.bench;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least it takes to carry records between the cloud's Kafka and the edges': plain producers, a
 * plain relay for each edge in place of its mirror, and plain consumers, all at the same time.
 */
final class Carriage implements AutoCloseable {
  /** Bytes in a record, as in a chunk of a model. */
  static final int RECORD_BYTES = 960 << 10;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final String UP = "bench-up-";
  private static final String DOWN = "bench-down";

  private final String cloud;
  private final List<String> edges;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private Carriage(String cloud, List<String> edges) {
    this.cloud = cloud;
    this.edges = List.copyOf(edges);
  }

  /**
   * Makes topics of its own, which nothing else reads or mirrors.
   *
   * @param cloud Kafka of the cloud, as host:port
   * @param edges Kafka of each edge
   */
  static Carriage between(String cloud, List<String> edges)
      throws ExecutionException, InterruptedException {
    makeTopic(cloud, DOWN);
    for (int edge = 0; edge < edges.size(); edge++) {
      makeTopic(cloud, UP + edge);
      makeTopic(edges.get(edge), UP + edge);
      makeTopic(edges.get(edge), DOWN);
    }
    return new Carriage(cloud, edges);
  }

  private static void makeTopic(String bootstrap, String topic)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  /** Seconds until that many records of every edge have been read at the cloud. */
  double up(int records) throws ExecutionException, InterruptedException, IOException {
    try (Stages stages = new Stages(records)) {
      for (int edge = 0; edge < edges.size(); edge++) {
        stages.read(cloud, UP + edge);
        stages.relay(edges.get(edge), cloud, UP + edge);
        stages.write(edges.get(edge), UP + edge);
      }
      return stages.seconds();
    }
  }

  /** Seconds until that many records of the cloud have been read at every edge. */
  double down(int records) throws ExecutionException, InterruptedException, IOException {
    try (Stages stages = new Stages(records)) {
      for (String edge : edges) {
        stages.read(edge, DOWN);
        stages.relay(cloud, edge, DOWN);
      }
      stages.write(cloud, DOWN);
      return stages.seconds();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** What happens at once while some records are carried. */
  private final class Stages implements AutoCloseable {
    private final int records;
    private final List<Runnable> work = new ArrayList<>();
    private final List<Closeable> clients = new ArrayList<>();

    Stages(int records) {
      this.records = records;
    }

    void write(String bootstrap, String topic) {
      KafkaProducer<byte[], byte[]> producer = producer(bootstrap);
      byte[] payload = new byte[RECORD_BYTES];
      work.add(
          () -> {
            for (int i = 0; i < records; i++) {
              producer.send(new ProducerRecord<>(topic, payload));
            }
            producer.flush();
          });
    }

    void relay(String from, String to, String topic) {
      KafkaConsumer<byte[], byte[]> consumer = consumer(from, topic);
      KafkaProducer<byte[], byte[]> producer = producer(to);
      work.add(
          () -> {
            int carried = 0;
            while (carried < records) {
              for (var record : consumer.poll(POLL)) {
                producer.send(new ProducerRecord<>(topic, record.value()));
                carried++;
              }
            }
            producer.flush();
          });
    }

    void read(String bootstrap, String topic) {
      KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap, topic);
      work.add(
          () -> {
            int read = 0;
            while (read < records) {
              read += consumer.poll(POLL).count();
            }
          });
    }

    double seconds() throws ExecutionException, InterruptedException {
      long start = System.nanoTime();
      List<Future<?>> under = new ArrayList<>();
      work.forEach(stage -> under.add(threads.submit(stage)));
      for (Future<?> stage : under) {
        stage.get();
      }
      return (System.nanoTime() - start) / 1e9;
    }

    private KafkaProducer<byte[], byte[]> producer(String bootstrap) {
      KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", bootstrap, "batch.size", 1 << 20),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      clients.add(producer);
      return producer;
    }

    /** Reads what is written from now on. */
    private KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String topic) {
      KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", bootstrap, "max.partition.fetch.bytes", 8 << 20),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      TopicPartition only = new TopicPartition(topic, 0);
      consumer.assign(List.of(only));
      consumer.seekToEnd(List.of(only));
      consumer.position(only);
      clients.add(consumer);
      return consumer;
    }

    @Override
    public void close() throws IOException {
      for (Closeable client : clients) {
        client.close();
      }
    }
  }
}
