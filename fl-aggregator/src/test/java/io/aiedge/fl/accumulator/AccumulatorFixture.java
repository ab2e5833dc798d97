package io.aiedge.fl.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.RoundAbandoned;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategyKind;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.StreamConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * One partition of accumulators with a model of five weights in chunks of three: chunk 0 has three
 * weights, chunk 1 two. Version 0 is 1, 2, 3, 4, 5.
 */
final class AccumulatorFixture implements AutoCloseable {
  static final String JOB = "digits";
  static final float[] VERSION_0 = {1, 2, 3, 4, 5};
  static final ChunkLayout LAYOUT = new ChunkLayout(5, 3);
  static final Duration GRACE = Duration.ofSeconds(5);
  static final Duration PARK_TIME = Duration.ofSeconds(60);

  private final EventCodec codec = new EventCodec();
  final TreeMap<Long, UpdateLog.Entry> log = new TreeMap<>();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AccumulatorConfig config;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> updates;
  private TestInputTopic<byte[], byte[]> control;
  private TestOutputTopic<byte[], byte[]> models;
  private TestOutputTopic<byte[], byte[]> results;
  private TestOutputTopic<byte[], byte[]> deadLetters;
  private StrategySpec strategy = StrategySpec.newBuilder().build();
  private int reReads;

  AccumulatorFixture(Path stateDir) {
    this(stateDir, 1);
  }

  AccumulatorFixture(Path stateDir, int partitions) {
    config =
        new AccumulatorConfig(
            new StreamConfig("unused:9092", stateDir),
            partitions,
            1,
            Duration.ofSeconds(10),
            PARK_TIME);
    start();
  }

  private void start() {
    driver =
        new TopologyTestDriver(
            AccumulatorTopology.of(config, FakeLog::new, Accumulator.service(config, metrics)),
            Accumulator.settings(config).properties(),
            Instant.parse("2026-01-01T00:00:00Z"));
    updates = input(TopicCatalogue.UPDATES);
    control = input(TopicCatalogue.ROUND_CONTROL);
    models = output(TopicCatalogue.MODELS);
    results = output(TopicCatalogue.ROUND_RESULTS);
    deadLetters = output(TopicCatalogue.DEAD_LETTERS);
  }

  /** Loses what is in memory only; the stores come back as from their changelogs. */
  void restart() {
    Map<String, List<KeyValue<String, byte[]>>> kept = new HashMap<>();
    for (String store : List.of(AccumulatorTopology.LEDGER, AccumulatorTopology.TENSORS)) {
      kept.put(store, all(store));
    }
    driver.close();
    start();
    skipTo(log.isEmpty() ? 0 : log.lastKey() + 1);
    kept.forEach(
        (store, entries) ->
            entries.forEach(
                entry ->
                    driver.<String, byte[]>getKeyValueStore(store).put(entry.key, entry.value)));
  }

  /** The driver counts offsets from 0; what stood there is filled with records that are nothing. */
  private void skipTo(long offset) {
    for (long at = 0; at < offset; at++) {
      updates.pipeInput(new byte[0], new byte[0]);
    }
    deadLetters();
  }

  private TestInputTopic<byte[], byte[]> input(Topic topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TestOutputTopic<byte[], byte[]> output(Topic topic) {
    return driver.createOutputTopic(
        topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What the topology has been given, as a log. */
  private final class FakeLog implements UpdateLog {
    @Override
    public void read(int partition, SortedSet<Long> offsets, Consumer<Entry> reader) {
      for (long offset : offsets) {
        Entry entry = log.get(offset);
        if (entry != null) {
          reReads++;
          reader.accept(entry);
        }
      }
    }

    @Override
    public void close() {}
  }

  AccumulatorFixture with(StrategyKind kind, double learningRate) {
    strategy = StrategySpec.newBuilder().setKind(kind).setLearningRate(learningRate).build();
    return this;
  }

  /** Makes version 0 and opens round 1. */
  AccumulatorFixture inRound1(String... participants) {
    open(0, "submitter");
    updateOf("submitter", 0, VERSION_0).round(0).send();
    closeRound(0, 0, contribution("submitter", 0, 1));
    models();
    results();
    open(1, participants);
    return this;
  }

  JobSpec spec() {
    return JobSpec.newBuilder()
        .setJob(JOB)
        .setName("Digits")
        .setDataset("digits")
        .setModel(
            ModelSpec.newBuilder()
                .setKind(ModelKind.KERAS)
                .setParameters(LAYOUT.parameters())
                .setChunkElements(LAYOUT.chunkElements())
                .build())
        .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
        .setStrategy(strategy)
        .setRounds(RoundSpec.newBuilder().setRounds(3).build())
        .build();
  }

  void open(int round, String... participants) {
    tell(new RoundOpened(spec(), round, round - 1, List.of(participants)));
  }

  void abandon(int round, boolean jobEnded) {
    tell(new RoundAbandoned(JOB, round, jobEnded));
  }

  void closeRound(int round, int closing, Contribution... contributions) {
    tell(new RoundClosing(JOB, round, closing, round, List.of(contributions), GRACE.toMillis()));
  }

  static Contribution contribution(String client, int attempt, long samples) {
    return new Contribution(client, attempt, samples);
  }

  void tell(SpecificRecord event) {
    control.pipeInput(utf8(JOB), codec.encode(event));
  }

  void tellBytes(byte[] value) {
    control.pipeInput(utf8(JOB), value);
  }

  /** The update of a client in round 1, all chunks with one weight. */
  ClientUpdate updateOf(String client, int attempt, float... values) {
    return new ClientUpdate(this, client, attempt, values);
  }

  void sendBytes(byte[] value) {
    byte[] key = utf8(JOB + "/0");
    long offset = log.isEmpty() ? 0 : log.lastKey() + 1;
    log.put(offset, new UpdateLog.Entry(offset, key, value));
    updates.pipeInput(key, value);
  }

  byte[] encoded(SpecificRecord event) {
    return codec.encode(event);
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** Chunks of versions sent since the last look. */
  List<ModelChunk> models() {
    return events(models, ModelChunk.class);
  }

  /** The weights of the two chunks sent since the last look. */
  float[] version() {
    List<ModelChunk> chunks = models();
    assertThat(chunks).extracting(ModelChunk::getChunk).containsExactly(0, 1);
    float[] weights = new float[5];
    int at = 0;
    for (ModelChunk chunk : chunks) {
      var values = chunk.getPayload().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      int count = values.remaining();
      values.get(weights, at, count);
      at += count;
    }
    return weights;
  }

  /** Answers given since the last look. */
  List<SpecificRecord> results() {
    return events(results, SpecificRecord.class);
  }

  /** Dead letters written since the last look. */
  List<DeadLetter> deadLetters() {
    return events(deadLetters, DeadLetter.class);
  }

  double chunks(String outcome) {
    return metrics.get("aiedge_fl_chunks_total").tag("outcome", outcome).counter().count();
  }

  double rejected(String reason) {
    return metrics.get("aiedge_dead_letters_total").tag("reason", reason).counter().count();
  }

  int reReads() {
    return reReads;
  }

  int entries(String store) {
    return all(store).size();
  }

  private List<KeyValue<String, byte[]>> all(String store) {
    List<KeyValue<String, byte[]>> found = new ArrayList<>();
    try (var all = driver.<String, byte[]>getKeyValueStore(store).all()) {
      all.forEachRemaining(found::add);
    }
    return found;
  }

  private <E> List<E> events(TestOutputTopic<byte[], byte[]> topic, Class<E> type) {
    return topic.readRecordsToList().stream()
        .map(TestRecord::value)
        .map(codec::decode)
        .map(decoded -> type.cast(((Decoded.Event) decoded).event()))
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
