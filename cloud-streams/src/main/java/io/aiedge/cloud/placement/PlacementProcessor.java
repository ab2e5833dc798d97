package io.aiedge.cloud.placement;

import io.aiedge.core.job.JobPhase;
import io.aiedge.core.placement.Verdict;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.ClusterState;
import io.aiedge.event.fleet.ClusterView;
import io.aiedge.event.fleet.CommandRequested;
import io.aiedge.event.fleet.HeldDataset;
import io.aiedge.event.fleet.PlacementDecided;
import io.aiedge.event.fleet.PlacementVerdict;
import io.aiedge.event.fleet.ProcessSpec;
import io.aiedge.event.fleet.RemoveWorkload;
import io.aiedge.event.fleet.RestartPolicy;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.EventProcessor;
import io.aiedge.stream.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Deploys a trainer to every cluster that holds a live job's data set, and removes it at the end.
 */
public final class PlacementProcessor extends EventProcessor {
  /** The store of live jobs: job to {@link JobView}. */
  public static final String LIVE = "live-jobs";

  /** The store of decisions: job to {@link PlacementDecided}. */
  public static final String DECISIONS = "placement-decisions";

  /** The store of placed trainers: job/cluster to nothing, for as long as the job lives. */
  public static final String PLACED = "placed-trainers";

  /** The global store of clusters: path to bytes of {@link ClusterView}. */
  public static final String FLEET = "fleet";

  private static final long EPOCH = 1;

  private final Duration tick;
  private KeyValueStore<String, byte[]> live;
  private KeyValueStore<String, byte[]> decisions;
  private KeyValueStore<String, byte[]> placed;
  private ReadOnlyKeyValueStore<String, byte[]> fleet;

  /** Looks for clusters that came later every {@code tick}. */
  public PlacementProcessor(Service service, Duration tick) {
    super(service);
    this.tick = tick;
  }

  @Override
  protected void begin(ProcessorContext<String, byte[]> context) {
    live = context.getStateStore(LIVE);
    decisions = context.getStateStore(DECISIONS);
    placed = context.getStateStore(PLACED);
    fleet = context.getStateStore(FLEET);
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, time -> placeAll());
  }

  @Override
  protected boolean handle(Record<String, byte[]> record, SpecificRecord event) {
    if (!(event instanceof JobView job)) {
      return false;
    }
    String name = job.getSpec().getJob();
    if (JobPhase.valueOf(job.getState().name()).isFinal()) {
      if (live.delete(name) != null) {
        removeFrom(job);
      }
    } else {
      live.put(name, encode(job));
      place(job);
    }
    return true;
  }

  private void placeAll() {
    List<JobView> jobs = new ArrayList<>();
    try (var all = live.all()) {
      all.forEachRemaining(entry -> jobs.add(decode(entry.value, JobView.class)));
    }
    jobs.forEach(this::place);
  }

  private void place(JobView job) {
    String name = job.getSpec().getJob();
    List<PlacementVerdict> verdicts = verdicts(job.getSpec().getDataset());
    for (PlacementVerdict verdict : verdicts) {
      if (verdict.getChosen() && placed.get(name + "/" + verdict.getCluster()) == null) {
        placed.put(name + "/" + verdict.getCluster(), new byte[0]);
        request(name, verdict.getCluster(), "apply", trainer(name), "job " + name + " trains here");
      }
    }
    byte[] known = decisions.get(name);
    if (known == null || !decode(known, PlacementDecided.class).getVerdicts().equals(verdicts)) {
      PlacementDecided decided = new PlacementDecided(name, EPOCH, verdicts, outbox().now());
      decisions.put(name, encode(decided));
      outbox().send(TopicCatalogue.PLACEMENTS, name, decided);
    }
  }

  private void removeFrom(JobView job) {
    String name = job.getSpec().getJob();
    for (String cluster : forgetPlaced(name)) {
      request(
          name,
          cluster,
          "remove",
          new RemoveWorkload(workload(name), EPOCH),
          "job " + name + " has ended");
    }
    decisions.delete(name);
  }

  private List<PlacementVerdict> verdicts(String dataset) {
    List<PlacementVerdict> verdicts = new ArrayList<>();
    try (var clusters = fleet.all()) {
      clusters.forEachRemaining(
          entry -> {
            ClusterView view = decode(entry.value, ClusterView.class);
            Verdict verdict =
                Verdict.onTrainer(
                    dataset,
                    view.getRegistration().getDatasets().stream()
                        .map(HeldDataset::getName)
                        .toList(),
                    view.getState() == ClusterState.ONLINE);
            verdicts.add(new PlacementVerdict(entry.key, verdict.chosen(), verdict.reason()));
          });
    }
    return verdicts;
  }

  /** Every cluster that got a trainer, also where the last verdict is against it. */
  private List<String> forgetPlaced(String job) {
    String prefix = job + "/";
    List<String> clusters = new ArrayList<>();
    try (var all = placed.prefixScan(prefix, new StringSerializer())) {
      all.forEachRemaining(entry -> clusters.add(entry.key.substring(prefix.length())));
    }
    clusters.forEach(cluster -> placed.delete(prefix + cluster));
    return clusters;
  }

  private static ApplyWorkload trainer(String job) {
    return ApplyWorkload.newBuilder()
        .setWorkload(workload(job))
        .setRevision(1)
        .setEpoch(EPOCH)
        .setProcess(
            ProcessSpec.newBuilder()
                .setProgram("fl-trainer")
                .setEnvironment(Map.of("AIEDGE_JOB", job))
                .setRestart(RestartPolicy.ON_FAILURE)
                .build())
        .build();
  }

  private static String workload(String job) {
    return "trainer-" + job;
  }

  private void request(
      String job, String cluster, String what, SpecificRecord action, String reason) {
    String id =
        UUID.nameUUIDFromBytes(
                "%s/%s/%d/%s".formatted(job, cluster, EPOCH, what).getBytes(StandardCharsets.UTF_8))
            .toString();
    outbox()
        .send(
            TopicCatalogue.COMMAND_REQUESTS,
            cluster,
            CommandRequested.newBuilder()
                .setRequestId(id)
                .setCluster(cluster)
                .setAction(action)
                .setReason(reason)
                .setAt(outbox().now())
                .build());
  }
}
