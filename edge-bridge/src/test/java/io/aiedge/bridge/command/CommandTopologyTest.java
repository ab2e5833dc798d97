package io.aiedge.bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.Command;
import io.aiedge.event.fleet.CommandOutcome;
import io.aiedge.event.fleet.CommandResult;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.event.fleet.ProcessSpec;
import io.aiedge.event.fleet.RemoveWorkload;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.event.fleet.WorkloadState;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.Service;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTopologyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ClusterPath EDGE = new ClusterPath("edge-1");

  private final EventCodec codec = new EventCodec();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private TopologyTestDriver driver;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver =
        new TopologyTestDriver(
            CommandTopology.of(new Service("edge-bridge", EDGE, codec, metrics)),
            properties,
            START);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void anAppliedCommandIsAnsweredOnceItsWorkloadRuns() {
    command(apply("c1", 1, "trainer", 1, 1));
    assertThat(desired()).extracting(entry -> entry.key).containsExactly("trainer");
    assertThat(results()).isEmpty();

    status("trainer", 1, 1, WorkloadState.STARTING);
    status("trainer", 1, 1, WorkloadState.RUNNING);
    status("trainer", 1, 1, WorkloadState.RUNNING);

    assertThat(results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.getCommandId()).isEqualTo("c1");
              assertThat(result.getOutcome()).isEqualTo(CommandOutcome.SUCCEEDED);
            });
  }

  @Test
  void aFailedWorkloadFailsItsCommandWithTheShimsReason() {
    command(apply("c1", 1, "trainer", 1, 1));

    status("trainer", 1, 1, WorkloadState.FAILED);

    assertThat(results().get(0).getReason()).isEqualTo("as told");
  }

  @Test
  void aRedeliveredCommandIsAppliedAndAnsweredOnce() {
    command(apply("c1", 1, "trainer", 1, 1));
    status("trainer", 1, 1, WorkloadState.RUNNING);
    command(apply("c2", 2, "other", 1, 1));

    command(apply("c1", 1, "trainer", 1, 1));
    command(apply("c2", 2, "other", 1, 1));

    assertThat(desired()).hasSize(2);
    assertThat(results()).hasSize(1);
  }

  @Test
  void aCommandThatComesAfterItsSuccessorIsRefused() {
    command(apply("c2", 2, "trainer", 2, 1));

    command(apply("c1", 1, "trainer", 1, 1));

    assertThat(desired()).hasSize(1);
    assertThat(results())
        .singleElement()
        .extracting(CommandResult::getReason)
        .isEqualTo("it arrived after its successor: sequence 1 after 2");
  }

  @Test
  void anOutdatedEpochIsRefused() {
    command(apply("c1", 1, "trainer", 1, 5));

    command(new Command("c2", "edge-1", 2L, new RemoveWorkload("trainer", 4L), "", START, null));

    assertThat(desired()).hasSize(1);
    assertThat(results().get(0).getReason()).isEqualTo("its epoch 4 is outdated: 5 is held");
  }

  @Test
  void anExpiredCommandIsAnsweredAsSuch() {
    driver.advanceWallClockTime(Duration.ofMinutes(10));

    command(
        Command.newBuilder(apply("c1", 1, "trainer", 1, 1))
            .setExpiresAt(START.plusSeconds(60))
            .build());

    assertThat(desired()).isEmpty();
    assertThat(results().get(0).getOutcome()).isEqualTo(CommandOutcome.EXPIRED);
  }

  @Test
  void aCommandWhoseEffectIsNotSeenInTimeIsAnsweredOnceAsExpired() {
    command(
        Command.newBuilder(apply("c1", 1, "trainer", 1, 1))
            .setExpiresAt(START.plusSeconds(60))
            .build());
    driver.advanceWallClockTime(Duration.ofSeconds(60));
    assertThat(results()).isEmpty();

    driver.advanceWallClockTime(Duration.ofSeconds(5));
    driver.advanceWallClockTime(Duration.ofSeconds(5));
    status("trainer", 1, 1, WorkloadState.RUNNING);

    assertThat(results())
        .singleElement()
        .extracting(CommandResult::getOutcome)
        .isEqualTo(CommandOutcome.EXPIRED);
  }

  @Test
  void aNewerRevisionAnswersTheOneStillOpen() {
    command(apply("c1", 1, "trainer", 1, 1));

    command(apply("c2", 2, "trainer", 2, 1));
    status("trainer", 1, 1, WorkloadState.RUNNING);
    status("trainer", 2, 1, WorkloadState.RUNNING);

    assertThat(results())
        .extracting(CommandResult::getCommandId, CommandResult::getOutcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c1", CommandOutcome.FAILED),
            org.assertj.core.groups.Tuple.tuple("c2", CommandOutcome.SUCCEEDED));
  }

  @Test
  void aRemovalIsAnsweredOnceTheWorkloadHasStopped() {
    command(apply("c1", 1, "trainer", 1, 1));
    status("trainer", 1, 1, WorkloadState.RUNNING);

    command(new Command("c2", "edge-1", 2L, new RemoveWorkload("trainer", 1L), "", START, null));
    assertThat(desired()).last().extracting(entry -> entry.value).isNull();
    status("trainer", 1, 1, WorkloadState.STOPPED);

    assertThat(results()).extracting(CommandResult::getCommandId).containsExactly("c1", "c2");
  }

  @Test
  void whatIsNoCommandGoesToTheDeadLetters() {
    driver
        .createInputTopic(
            TopicCatalogue.COMMANDS.nameFor(EDGE),
            new StringSerializer(),
            new ByteArraySerializer())
        .pipeInput("edge-1", "rm -rf".getBytes(StandardCharsets.UTF_8));
    command(Command.newBuilder(apply("c1", 1, "x", 1, 1)).setCluster("edge-2").build());

    assertThat(events(TopicCatalogue.EDGE_DEAD_LETTERS.name()))
        .extracting(event -> ((DeadLetter) event).getReason())
        .containsExactly("not-avro", "wrong-cluster");
  }

  private static Command apply(
      String id, long sequence, String workload, long revision, long epoch) {
    return new Command(
        id,
        "edge-1",
        sequence,
        new ApplyWorkload(
            workload, revision, epoch, ProcessSpec.newBuilder().setProgram("x").build()),
        "",
        START,
        null);
  }

  private void command(Command command) {
    pipe(TopicCatalogue.COMMANDS.nameFor(EDGE), command);
  }

  private void status(String workload, long revision, long epoch, WorkloadState state) {
    pipe(
        TopicCatalogue.WORKLOAD_STATUSES.name(),
        WorkloadReported.newBuilder()
            .setCluster("edge-1")
            .setWorkload(workload)
            .setRevision(revision)
            .setEpoch(epoch)
            .setState(state)
            .setMessage("as told")
            .setAt(START)
            .build());
  }

  private void pipe(String topic, SpecificRecord event) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput("key", codec.encode(event));
  }

  private List<KeyValue<String, byte[]>> desired() {
    return driver
        .createOutputTopic(
            TopicCatalogue.WORKLOADS.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readKeyValuesToList();
  }

  private List<CommandResult> results() {
    return events(TopicCatalogue.RESULTS.name()).stream().map(CommandResult.class::cast).toList();
  }

  private List<SpecificRecord> events(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(bytes -> ((Decoded.Event) codec.decode(bytes)).event())
        .toList();
  }
}
