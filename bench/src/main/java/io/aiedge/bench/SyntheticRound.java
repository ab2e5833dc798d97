package io.aiedge.bench;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.core.job.JobRules;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.PartitionClosed;
import io.aiedge.event.fl.PartitionIncomplete;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import io.aiedge.stream.StreamService;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays the coordinator and any number of clients of one job towards the accumulators. */
final class SyntheticRound implements AutoCloseable {
  static final int CHUNK_ELEMENTS = 245_760;

  private static final int PARTITIONS = 4;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration GLANCE = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long SAMPLES = 100;
  private static final int DISTINCT = 8;

  private final EventCodec codec = new EventCodec();
  private final ChunkLayout layout;
  private final JobSpec spec;
  private final String bootstrap;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> answers;
  private final ByteBuffer[] payloads = new ByteBuffer[DISTINCT];
  private Map<TopicPartition, Long> filledFrom = Map.of();

  SyntheticRound(String bootstrap, String job, ChunkLayout layout) throws InterruptedException {
    this.bootstrap = bootstrap;
    this.layout = layout;
    this.spec = spec(job, layout);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      new TopicCreator(admin, new TopicSizes(1, PARTITIONS, (short) 1)).createAtCloud(List.of());
    }
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "max.request.size", 8 << 20,
                "batch.size", 1 << 20,
                "send.buffer.bytes", -1,
                "buffer.memory", 64 << 20),
            new StringSerializer(),
            new ByteArraySerializer());
    answers = consumer();
    answers.assign(List.of(new TopicPartition(TopicCatalogue.ROUND_RESULTS.name(), 0)));
    answers.seekToBeginning(answers.assignment());
    Random random = new Random(1);
    for (int i = 0; i < DISTINCT; i++) {
      payloads[i] =
          ByteBuffer.allocate(CHUNK_ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      while (payloads[i].hasRemaining()) {
        payloads[i].putFloat(random.nextFloat() - 0.5f);
      }
      payloads[i].flip();
    }
  }

  /** The accumulators as they are shipped, which commit early and give updates time. */
  static AccumulatorConfig accumulators(String bootstrap, Path state) {
    return AccumulatorConfig.from(
        ConfigSource.environment(
            Map.of(
                SiteKeys.BOOTSTRAP.variable(),
                bootstrap,
                SiteKeys.CHUNK_PARTITIONS.variable(),
                String.valueOf(PARTITIONS),
                "AIEDGE_STATE_DIR",
                state.toString(),
                "AIEDGE_ACCUMULATOR_COMMIT_INTERVAL",
                "1s",
                "AIEDGE_ACCUMULATOR_PARK_TIME",
                "5m")));
  }

  private static JobSpec spec(String job, ChunkLayout layout) {
    return JobSpec.newBuilder()
        .setJob(job)
        .setName(job)
        .setDataset("synthetic")
        .setModel(
            ModelSpec.newBuilder()
                .setKind(ModelKind.SAVED_MODEL)
                .setParameters(layout.parameters())
                .setChunkElements(layout.chunkElements())
                .build())
        .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
        .setStrategy(StrategySpec.newBuilder().build())
        .setRounds(RoundSpec.newBuilder().setRounds(1).build())
        .build();
  }

  void makeVersionZero() {
    control(new RoundOpened(spec, 0, -1, List.of(JobRules.SUBMITTER)));
    for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
      send(chunk(0, JobRules.SUBMITTER, chunk, 1));
    }
    control(closing(0, List.of(new Contribution(JobRules.SUBMITTER, 0, 1L))));
    awaitVersion(0);
  }

  void open(int round, int clients) {
    control(new RoundOpened(spec, round, round - 1, names(clients)));
  }

  /** Waits until the accumulators have committed what control and updates there are. */
  void awaitConsumed() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = ends(TopicCatalogue.ROUND_CONTROL);
    ends.putAll(ends(TopicCatalogue.UPDATES));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        var committed =
            admin.listConsumerGroupOffsets("fl-accumulator").partitionsToOffsetAndMetadata().get();
        if (ends.entrySet().stream()
            .allMatch(
                end ->
                    end.getValue() == 0
                        || (committed.get(end.getKey()) != null
                            && committed.get(end.getKey()).offset() >= end.getValue()))) {
          return;
        }
        LockSupport.parkNanos(GLANCE.toNanos());
      }
      throw new IllegalStateException("the accumulators did not commit in " + PATIENCE);
    }
  }

  private Map<TopicPartition, Long> ends(Topic topic) {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      return new HashMap<>(
          consumer.endOffsets(
              IntStream.range(0, PARTITIONS)
                  .mapToObj(p -> new TopicPartition(topic.name(), p))
                  .toList()));
    }
  }

  /** Writes the updates of all clients; returns the seconds it took. */
  double fill(int round, int clients) {
    filledFrom = ends(TopicCatalogue.UPDATES);
    long start = System.nanoTime();
    for (String client : names(clients)) {
      for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
        send(chunk(round, client, chunk, SAMPLES));
      }
    }
    producer.flush();
    return seconds(start);
  }

  /** Reads the updates written last with a plain consumer; returns the seconds it took. */
  double consume() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(filledFrom.keySet());
      filledFrom.forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(filledFrom.keySet());
      long start = System.nanoTime();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL);
      }
      return seconds(start);
    }
  }

  void close(int round, int clients) {
    control(
        closing(
            round,
            names(clients).stream().map(name -> new Contribution(name, 0, SAMPLES)).toList()));
  }

  /** Starts the accumulators; returns the seconds from running to the committed version. */
  double secondsToVersion(StreamService accumulator, int version) {
    accumulator.start();
    while (!accumulator.isRunning()) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    long start = System.nanoTime();
    awaitVersion(version);
    return seconds(start);
  }

  void awaitVersion(int version) {
    Set<Integer> closed = new HashSet<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (closed.size() < PARTITIONS && System.nanoTime() < deadline) {
      for (var record : answers.poll(POLL)) {
        if (!(codec.decode(record.value()) instanceof Decoded.Event event)) {
          throw new IllegalStateException("an answer is no event");
        }
        if (event.event() instanceof PartitionIncomplete incomplete) {
          throw new IllegalStateException("a partition is incomplete: " + incomplete);
        }
        if (event.event() instanceof PartitionClosed answer && answer.getRound() == version) {
          closed.add(answer.getPartition());
        }
      }
    }
    if (closed.size() < PARTITIONS) {
      throw new IllegalStateException("version " + version + " was not made in " + PATIENCE);
    }
  }

  private RoundClosing closing(int round, List<Contribution> contributions) {
    return RoundClosing.newBuilder()
        .setJob(spec.getJob())
        .setRound(round)
        .setClosing(0)
        .setVersion(round)
        .setContributions(contributions)
        .setGraceMillis(PATIENCE.toMillis())
        .build();
  }

  private UpdateChunk chunk(int round, String client, int chunk, long samples) {
    int elements = layout.elements(chunk);
    ByteBuffer payload =
        payloads[Math.floorMod(client.hashCode() + chunk, DISTINCT)].slice(
            0, elements * Float.BYTES);
    CRC32C crc = new CRC32C();
    crc.update(payload.duplicate());
    return UpdateChunk.newBuilder()
        .setJob(spec.getJob())
        .setRound(round)
        .setClient(client)
        .setAttempt(0)
        .setChunk(chunk)
        .setChunkCount(layout.chunkCount())
        .setElements(elements)
        .setSamples(samples)
        .setEncoding(UpdateEncoding.FLOAT32)
        .setCrc32c((int) crc.getValue())
        .setPayload(payload)
        .build();
  }

  private void send(UpdateChunk chunk) {
    producer.send(
        new ProducerRecord<>(
            TopicCatalogue.UPDATES.name(),
            ChunkLayout.partitionOf(spec.getJob(), chunk.getChunk(), PARTITIONS),
            spec.getJob() + "/" + chunk.getChunk(),
            codec.encode(chunk)));
  }

  private void control(SpecificRecord event) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      producer.send(
          new ProducerRecord<>(
              TopicCatalogue.ROUND_CONTROL.name(), partition, spec.getJob(), codec.encode(event)));
    }
    producer.flush();
  }

  private static List<String> names(int clients) {
    return IntStream.range(0, clients).mapToObj("client-%04d"::formatted).toList();
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "isolation.level",
            "read_committed",
            "max.partition.fetch.bytes",
            8 << 20,
            "fetch.max.bytes",
            32 << 20,
            "receive.buffer.bytes",
            -1),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    producer.close();
    answers.close();
  }
}
