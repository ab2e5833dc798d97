package io.aiedge.platform.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.event.fleet.WorkloadState;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventSerde;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import io.aiedge.shim.process.ProcessShim;
import io.aiedge.shim.process.ProcessShimConfig;
import io.aiedge.shim.process.Programs;
import io.aiedge.shim.reconcile.ShimService;
import io.aiedge.shim.workload.WorkloadEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shim of an edge on a broker of its own. */
class ShimServiceIT {
  private static final ClusterPath CLUSTER = new ClusterPath("north");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final EventCodec CODEC = new EventCodec();

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private ProcessShim shim;
  private ShimService service;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      new TopicCreator(admin, TopicSizes.SINGLE_BROKER).createAtEdge(CLUSTER);
    }
    startShim();
  }

  private void startShim() throws Exception {
    Programs programs = new Programs(Map.of("shell", List.of("/bin/sh", "-c")), false);
    shim = ProcessShim.open(ProcessShimConfig.of(folder.resolve("shim"), programs));
    service = ShimService.start(CLUSTER, broker.bootstrap(), shim, new SimpleMeterRegistry());
  }

  @AfterEach
  void stop() throws Exception {
    shim.stopAll(PATIENCE);
    service.close();
    shim.close();
    broker.close();
  }

  @Test
  void aWorkloadRunsOnceItIsWrittenAndGoesWithItsTombstone() {
    wish("app", running(1));
    WorkloadReported running = awaitReport("app", is(WorkloadState.RUNNING));
    assertThat(running.getCluster()).isEqualTo("north");
    assertThat(running.getRevision()).isEqualTo(1);
    assertThat(ProcessHandle.of(running.getPid())).isPresent();

    wish("app", null);

    awaitReport("app", is(WorkloadState.STOPPED));
    assertThat(ProcessHandle.of(running.getPid())).isEmpty();
  }

  @Test
  void whatHappensWhileTheBrokerIsAwayIsReportedWhenItIsBack() throws Exception {
    wish("app", running(1));
    long pid = awaitReport("app", is(WorkloadState.RUNNING)).getPid();
    broker.close();

    ProcessHandle keeper = ProcessHandle.of(pid).orElseThrow();
    keeper.descendants().forEach(ProcessHandle::destroyForcibly);
    keeper.destroyForcibly();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                shim.statuses().values().stream()
                    .anyMatch(status -> status.restarts() == 1 && status.pid() > 0));

    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    WorkloadReported back =
        awaitReport("app", report -> report.getRestarts() == 1 && report.getPid() > 0);
    assertThat(back.getState()).isEqualTo(WorkloadState.RUNNING);
  }

  @Test
  void whatWasWishedForWhileNoShimLivedIsTakenUpByTheNext() throws Exception {
    wish("stays", running(1));
    wish("goes", running(1));
    long pid = awaitReport("stays", is(WorkloadState.RUNNING)).getPid();
    awaitReport("goes", is(WorkloadState.RUNNING));
    service.close();
    shim.close();

    wish("goes", null);
    wish("comes", running(1));
    startShim();

    awaitReport("goes", is(WorkloadState.STOPPED));
    awaitReport("comes", is(WorkloadState.RUNNING));
    assertThat(awaitReport("stays", is(WorkloadState.RUNNING)).getPid()).isEqualTo(pid);
  }

  private static Predicate<WorkloadReported> is(WorkloadState state) {
    return report -> report.getState() == state;
  }

  private static ProcessSpec running(int seconds) {
    return ProcessSpec.of("shell", "while :; do sleep %d; done".formatted(seconds))
        .withStopGrace(Duration.ofSeconds(1));
  }

  /** Null for a tombstone. */
  private void wish(String name, @Nullable ProcessSpec spec) {
    try (KafkaProducer<String, ApplyWorkload> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new StringSerializer(),
            new EventSerde<>(ApplyWorkload.class, CODEC).serializer())) {
      producer.send(new ProducerRecord<>(TopicCatalogue.WORKLOADS.name(), name, event(name, spec)));
      producer.flush();
    }
  }

  @SuppressWarnings("NullAway") // a tombstone has a null value
  private static ApplyWorkload event(String name, @Nullable ProcessSpec spec) {
    return spec == null
        ? null
        : WorkloadEvents.event(new Workload(new WorkloadName(name), 1, 1, spec));
  }

  /** The latest report on a workload, once it is as wanted. */
  private WorkloadReported awaitReport(String name, Predicate<WorkloadReported> wanted) {
    TopicPartition partition = new TopicPartition(TopicCatalogue.WORKLOAD_STATUSES.name(), 0);
    List<WorkloadReported> reports = new ArrayList<>();
    try (KafkaConsumer<String, WorkloadReported> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new EventSerde<>(WorkloadReported.class, CODEC).deserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      await("the report on " + name)
          .pollInSameThread()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(record -> addIf(name, record.key(), record.value(), reports));
                return !reports.isEmpty() && wanted.test(reports.get(reports.size() - 1));
              });
    }
    return reports.get(reports.size() - 1);
  }

  private static void addIf(
      String name, String key, WorkloadReported report, List<WorkloadReported> reports) {
    if (key.equals(name)) {
      reports.add(report);
    }
  }
}
