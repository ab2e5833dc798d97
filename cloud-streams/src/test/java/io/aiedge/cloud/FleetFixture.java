package io.aiedge.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.event.fleet.ClusterKind;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.ClusterView;
import io.aiedge.event.fleet.Command;
import io.aiedge.event.fleet.CommandOutcome;
import io.aiedge.event.fleet.CommandRequested;
import io.aiedge.event.fleet.CommandResult;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.event.fleet.HeldDataset;
import io.aiedge.event.fleet.RemoveWorkload;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.StreamConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** The streams of the cloud, without a Kafka: events in, events out, and a clock that is set. */
final class FleetFixture implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final EventCodec codec = new EventCodec();

  /** The clusters whose command topics are there. */
  private final Set<ClusterPath> topics =
      new HashSet<>(Set.of(new ClusterPath("edge-1"), new ClusterPath("edge-2")));

  private final TopologyTestDriver driver;

  FleetFixture(Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    CloudConfig config =
        new CloudConfig(new StreamConfig("unused:9092", stateDir), Duration.ofMillis(500));
    driver =
        new TopologyTestDriver(
            FleetTopology.of(config, CloudStreams.service(config, metrics), topics::contains),
            properties,
            START);
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  void hasTopicOf(String cluster) {
    topics.add(new ClusterPath(cluster));
  }

  void register(String path, String id, String dataset) {
    pipe(TopicCatalogue.REGISTRATIONS, path, registration(path, id, dataset));
  }

  static ClusterRegistered registration(String path, String id, String dataset) {
    return ClusterRegistered.newBuilder()
        .setClusterId(id)
        .setPath(path)
        .setParent("cloud")
        .setKind(ClusterKind.PROCESS)
        .setVersion("1")
        .setCpus(2)
        .setMemoryBytes(1L << 30)
        .setDatasets(List.of(new HeldDataset(dataset, 100L, List.of(64), 10)))
        .setAt(START)
        .build();
  }

  void request(String id, String cluster) {
    pipe(
        TopicCatalogue.COMMAND_REQUESTS,
        cluster,
        new CommandRequested(id, cluster, new RemoveWorkload("x", 1L), "because", START, null));
  }

  void result(String id, CommandOutcome outcome) {
    pipe(
        TopicCatalogue.RESULTS,
        "edge-1",
        new CommandResult(id, "edge-1", 1L, outcome, "", START, START));
  }

  void job(JobState state) {
    JobSpec spec =
        JobSpec.newBuilder()
            .setJob("job-1")
            .setName("digits")
            .setDataset("digits")
            .setModel(
                ModelSpec.newBuilder()
                    .setKind(ModelKind.KERAS)
                    .setParameters(1)
                    .setChunkElements(1)
                    .build())
            .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
            .setStrategy(StrategySpec.newBuilder().build())
            .setRounds(RoundSpec.newBuilder().setRounds(1).build())
            .build();
    pipe(
        TopicCatalogue.JOBS,
        "job-1",
        JobView.newBuilder()
            .setSpec(spec)
            .setState(state)
            .setSubmittedAt(START)
            .setAt(START)
            .build());
  }

  void pipe(Topic topic, String key, SpecificRecord event) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, codec.encode(event));
  }

  ClusterView lastView() {
    List<SpecificRecord> views = read(TopicCatalogue.CLUSTERS);
    return (ClusterView) views.get(views.size() - 1);
  }

  List<Command> commands(String cluster) {
    return events("fleet.commands." + cluster).stream().map(Command.class::cast).toList();
  }

  /** The reasons, which also stand in a header. */
  List<String> deadLetters() {
    return driver
        .createOutputTopic(
            TopicCatalogue.DEAD_LETTERS.name(),
            new StringDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList()
        .stream()
        .map(
            record -> {
              DeadLetter letter =
                  (DeadLetter) ((Decoded.Event) codec.decode(record.value())).event();
              assertThat(record.headers().lastHeader("aiedge_reason").value())
                  .asString(StandardCharsets.UTF_8)
                  .isEqualTo(letter.getReason());
              return letter.getReason();
            })
        .toList();
  }

  List<SpecificRecord> read(Topic topic) {
    return events(topic.name());
  }

  private List<SpecificRecord> events(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(bytes -> ((Decoded.Event) codec.decode(bytes)).event())
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
