package io.aiedge.schemas.topic;

import io.aiedge.event.fl.ClientFailed;
import io.aiedge.event.fl.ClientHeartbeat;
import io.aiedge.event.fl.ClientReady;
import io.aiedge.event.fl.JobClosed;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobStopRequested;
import io.aiedge.event.fl.JobSubmitted;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fl.PartitionClosed;
import io.aiedge.event.fl.PartitionIncomplete;
import io.aiedge.event.fl.RoundAbandoned;
import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.event.fl.VersionEvaluated;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.ClusterView;
import io.aiedge.event.fleet.Command;
import io.aiedge.event.fleet.CommandRequested;
import io.aiedge.event.fleet.CommandResult;
import io.aiedge.event.fleet.CommandView;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.event.fleet.PlacementDecided;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.schemas.topic.Topic.Partitioning;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of the platform. */
public final class TopicCatalogue {
  private static final Retention COMPACTED = new Retention.Compacted();

  /** How long a chunk of an update can be read again. */
  public static final Duration UPDATES_KEPT = Duration.ofDays(1);

  private static final Retention ONE_DAY = new Retention.Kept(Duration.ofDays(1));
  private static final Retention ONE_WEEK = new Retention.Kept(Duration.ofDays(7));
  private static final Retention ONE_YEAR = new Retention.Kept(Duration.ofDays(365));

  public static final Topic COMMANDS =
      new Topic(
          "fleet.commands.PATH",
          Direction.DOWN,
          "cluster path",
          List.of(Command.class),
          Partitioning.ORDERED,
          ONE_YEAR,
          "Orders to one cluster, in the order they are to be applied.");
  public static final Topic ROUNDS =
      new Topic(
          "fl.rounds",
          Direction.DOWN,
          "job",
          List.of(JobOpened.class, RoundAnnounced.class, JobClosed.class),
          Partitioning.BY_KEY,
          ONE_YEAR,
          "What the clients of a job are to do.");
  public static final Topic MODELS =
      new Topic(
          "fl.models",
          Direction.DOWN,
          "job/version/chunk",
          List.of(ModelChunk.class, ModelGraphPart.class),
          Partitioning.BY_CHUNK,
          ONE_WEEK,
          "Model versions in chunks, written once and read by all clients.");

  public static final Topic REGISTRATIONS =
      new Topic(
          "fleet.registrations",
          Direction.UP,
          "cluster path",
          List.of(ClusterRegistered.class),
          Partitioning.BY_KEY,
          COMPACTED,
          "Who the clusters are and what they have.");
  public static final Topic LEASES =
      new Topic(
          "fleet.leases",
          Direction.UP,
          "cluster path",
          List.of(ClusterLease.class),
          Partitioning.BY_KEY,
          ONE_DAY,
          "Signs of life of the clusters.");
  public static final Topic REPORTS =
      new Topic(
          "fleet.reports",
          Direction.UP,
          "cluster path",
          List.of(WorkloadReported.class),
          Partitioning.BY_KEY,
          ONE_WEEK,
          "How the workloads of the clusters do.");
  public static final Topic RESULTS =
      new Topic(
          "fleet.results",
          Direction.UP,
          "cluster path",
          List.of(CommandResult.class),
          Partitioning.BY_KEY,
          ONE_YEAR,
          "The one answer to each command.");
  public static final Topic UPDATES =
      new Topic(
          "fl.updates",
          Direction.UP,
          "job/chunk",
          List.of(UpdateChunk.class),
          Partitioning.BY_CHUNK,
          new Retention.Kept(UPDATES_KEPT),
          "Model updates in chunks. The payload goes after a day; digests and lineage stay.");
  public static final Topic PROGRESS =
      new Topic(
          "fl.progress",
          Direction.UP,
          "job",
          List.of(
              ClientReady.class,
              ClientHeartbeat.class,
              UpdateManifest.class,
              VersionEvaluated.class,
              ClientFailed.class),
          Partitioning.BY_KEY,
          ONE_WEEK,
          "What the clients of a job say of themselves and their updates.");

  public static final Topic CLUSTERS =
      new Topic(
          "fleet.clusters",
          Direction.CLOUD,
          "cluster path",
          List.of(ClusterView.class),
          Partitioning.BY_KEY,
          COMPACTED,
          "What the cloud knows of each cluster.");
  public static final Topic COMMAND_REQUESTS =
      new Topic(
          "fleet.command-requests",
          Direction.CLOUD,
          "cluster path",
          List.of(CommandRequested.class),
          Partitioning.BY_KEY,
          ONE_WEEK,
          "Commands that someone wants sent.");
  public static final Topic COMMAND_VIEWS =
      new Topic(
          "fleet.command-views",
          Direction.CLOUD,
          "command id",
          List.of(CommandView.class),
          Partitioning.BY_KEY,
          COMPACTED,
          "Where each command stands.");
  public static final Topic PLACEMENTS =
      new Topic(
          "fleet.placements",
          Direction.CLOUD,
          "job",
          List.of(PlacementDecided.class),
          Partitioning.BY_KEY,
          COMPACTED,
          "Where each job's trainers were placed, and why.");
  public static final Topic JOB_REQUESTS =
      new Topic(
          "fl.job-requests",
          Direction.CLOUD,
          "job",
          List.of(JobSubmitted.class, JobStopRequested.class),
          Partitioning.BY_KEY,
          ONE_YEAR,
          "What users ask for.");
  public static final Topic JOBS =
      new Topic(
          "fl.jobs",
          Direction.CLOUD,
          "job",
          List.of(JobView.class),
          Partitioning.BY_KEY,
          COMPACTED,
          "Where each job stands.");
  public static final Topic ROUND_CONTROL =
      new Topic(
          "fl.round-control",
          Direction.CLOUD,
          "job",
          List.of(RoundOpened.class, RoundClosing.class, RoundAbandoned.class),
          Partitioning.BY_CHUNK,
          ONE_WEEK,
          "What the coordinator tells the accumulators, in every partition.");
  public static final Topic ROUND_RESULTS =
      new Topic(
          "fl.round-results",
          Direction.CLOUD,
          "job",
          List.of(PartitionClosed.class, PartitionIncomplete.class),
          Partitioning.BY_KEY,
          ONE_WEEK,
          "What the accumulators answer.");
  public static final Topic MODEL_VERSIONS =
      new Topic(
          "fl.model-versions",
          Direction.CLOUD,
          "job/version",
          List.of(ModelVersion.class),
          Partitioning.BY_KEY,
          COMPACTED,
          "Each model version: digest, lineage, evaluation.");
  public static final Topic DEAD_LETTERS =
      new Topic(
          "dead-letters",
          Direction.CLOUD,
          "source topic",
          List.of(DeadLetter.class),
          Partitioning.BY_KEY,
          ONE_WEEK,
          "Records that could not be used, with the reason.");

  public static final Topic WORKLOADS =
      new Topic(
          "edge.workloads",
          Direction.EDGE,
          "workload",
          List.of(ApplyWorkload.class),
          Partitioning.ORDERED,
          COMPACTED,
          "What is to run on this cluster; survives the loss of the cloud.");
  public static final Topic WORKLOAD_STATUSES =
      new Topic(
          "edge.workload-statuses",
          Direction.EDGE,
          "workload",
          List.of(WorkloadReported.class),
          Partitioning.ORDERED,
          COMPACTED,
          "What the shim says of its workloads.");
  public static final Topic EDGE_DEAD_LETTERS =
      new Topic(
          "edge.dead-letters",
          Direction.EDGE,
          "source topic",
          List.of(DeadLetter.class),
          Partitioning.ORDERED,
          ONE_WEEK,
          "Records that could not be used at this cluster, with the reason.");

  private static final List<Topic> ALL =
      List.of(
          COMMANDS,
          ROUNDS,
          MODELS,
          REGISTRATIONS,
          LEASES,
          REPORTS,
          RESULTS,
          UPDATES,
          PROGRESS,
          CLUSTERS,
          COMMAND_REQUESTS,
          COMMAND_VIEWS,
          PLACEMENTS,
          JOB_REQUESTS,
          JOBS,
          ROUND_CONTROL,
          ROUND_RESULTS,
          MODEL_VERSIONS,
          DEAD_LETTERS,
          WORKLOADS,
          WORKLOAD_STATUSES,
          EDGE_DEAD_LETTERS);

  private TopicCatalogue() {}

  /** All topics. */
  public static List<Topic> all() {
    return ALL;
  }

  /** The topics that flow one way. */
  public static List<Topic> flowing(Direction direction) {
    return ALL.stream().filter(topic -> topic.direction() == direction).toList();
  }

  /** Every event of the platform. */
  public static Stream<Class<? extends SpecificRecord>> events() {
    return ALL.stream().flatMap(topic -> topic.events().stream()).distinct();
  }
}
