package io.aiedge.platform.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain strings in topics of a broker, for tests. */
public final class Records {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> client;

  public Records(String bootstrap) {
    this(bootstrap, Map.of());
  }

  /** With further settings of the clients. */
  public Records(String bootstrap, Map<String, String> extra) {
    client = new HashMap<>(extra);
    client.put("bootstrap.servers", bootstrap);
  }

  public void create(String topic, int partitions) throws Exception {
    create(topic, partitions, Map.of());
  }

  public void create(String topic, int partitions, Map<String, String> settings) throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
          .all()
          .get();
    }
  }

  /** How many partitions a topic has; 0 where there is no such topic. */
  public int partitions(String topic) throws Exception {
    try (Admin admin = Admin.create(client)) {
      if (!admin.listTopics().names().get().contains(topic)) {
        return 0;
      }
      return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
          .mapToInt(description -> description.partitions().size())
          .sum();
    }
  }

  /** Changes settings of a topic. */
  public void configure(String topic, Map<String, String> settings) throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  settings.entrySet().stream()
                      .map(
                          setting ->
                              new AlterConfigOp(
                                  new ConfigEntry(setting.getKey(), setting.getValue()),
                                  AlterConfigOp.OpType.SET))
                      .toList()))
          .all()
          .get();
    }
  }

  /** Sends each value under itself as its key, and waits until all are acknowledged. */
  public void send(String topic, List<String> values)
      throws ExecutionException, InterruptedException {
    try (var producer = producer()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String value : values) {
        sent.add(producer.send(new ProducerRecord<>(topic, value, value)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  /** A producer of strings. */
  public KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
  }

  /** Reads a topic from its beginning until it gave so many values, or for half a minute. */
  public List<String> read(String topic, int count) {
    List<String> values = new ArrayList<>();
    try (var consumer = consumer(topic)) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (values.size() < count && System.nanoTime() < end) {
        consumer.poll(POLL).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  /** All that a topic holds now. */
  public List<String> all(String topic) {
    List<String> values = new ArrayList<>();
    try (var consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  /** At the beginning of a topic. */
  private KafkaConsumer<String, String> consumer(String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, consumer.partitionsFor(topic).size())
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
