package io.aiedge.client;

import io.aiedge.event.fl.JobStopRequested;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fleet.ClusterView;
import io.aiedge.event.fleet.CommandView;
import io.aiedge.event.fleet.PlacementDecided;
import io.aiedge.schemas.serde.EventProducer;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;

/** Asks the cloud. Every answer is read from the topics at the moment of the question. */
public final class CloudClient {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final String bootstrap;

  /**
   * A client of one cloud.
   *
   * @param bootstrap its Kafka, as host:port
   */
  public CloudClient(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** The cloud's Kafka, as host:port. */
  public String bootstrap() {
    return bootstrap;
  }

  /** All jobs, the newest first. */
  public List<JobView> jobs() {
    return view(TopicCatalogue.JOBS, JobView.class)
        .sorted(Comparator.comparing(JobView::getSubmittedAt).reversed())
        .toList();
  }

  /** One job. */
  public Optional<JobView> job(String job) {
    return jobs().stream().filter(view -> view.getSpec().getJob().equals(job)).findFirst();
  }

  /** The versions of a job's model, in order. */
  public List<ModelVersion> versions(String job) {
    return view(TopicCatalogue.MODEL_VERSIONS, ModelVersion.class)
        .filter(version -> version.getJob().equals(job))
        .sorted(Comparator.comparing(ModelVersion::getVersion))
        .toList();
  }

  /** All versions of all models. */
  public List<ModelVersion> versions() {
    return view(TopicCatalogue.MODEL_VERSIONS, ModelVersion.class)
        .sorted(Comparator.comparing(ModelVersion::getJob).thenComparing(ModelVersion::getVersion))
        .toList();
  }

  /** All clusters, in the order of their paths. */
  public List<ClusterView> clusters() {
    return view(TopicCatalogue.CLUSTERS, ClusterView.class)
        .sorted(Comparator.comparing(cluster -> cluster.getRegistration().getPath()))
        .toList();
  }

  /** All commands, in the order in which they were issued. */
  public List<CommandView> commands() {
    return view(TopicCatalogue.COMMAND_VIEWS, CommandView.class)
        .sorted(Comparator.comparing(command -> command.getCommand().getIssuedAt()))
        .toList();
  }

  /** Where a job's trainers were placed. */
  public Optional<PlacementDecided> placement(String job) {
    return view(TopicCatalogue.PLACEMENTS, PlacementDecided.class)
        .filter(placement -> placement.getJob().equals(job))
        .findFirst();
  }

  /** The weights of a version, checked against its digests. */
  public ModelWeights weights(ModelVersion version) {
    try (TopicReader reader = reader()) {
      return ModelWeights.read(reader, version);
    }
  }

  /**
   * Unpacks the SavedModel that came with a job.
   *
   * @throws IllegalStateException if it is not whole in the topics any more
   */
  public void unpackSavedModel(JobView job, Path folder) throws IOException {
    try (TopicReader reader = reader()) {
      SubmittedModel.unpack(reader, job, folder);
    }
  }

  /** Follows topics from an instant on. */
  public Follower follow(Instant from, Topic... topics) {
    TopicReader reader = reader();
    reader.assign(List.of(topics), from);
    return new Follower(reader);
  }

  /** Asks for a job to be stopped. */
  public void stopJob(String job, String reason) {
    try (EventProducer producer = EventProducer.connect(bootstrap, "cloud/client", PATIENCE)) {
      producer
          .send(
              TopicCatalogue.JOB_REQUESTS.name(),
              job,
              new JobStopRequested(job, reason, Instant.now()))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while asking job " + job + " to stop", e);
    } catch (ExecutionException e) {
      throw new KafkaException("job " + job + " could not be asked to stop", e.getCause());
    }
  }

  private <E extends SpecificRecord> Stream<E> view(Topic topic, Class<E> type) {
    try (TopicReader reader = reader()) {
      return reader.lastOfEach(topic).values().stream().map(type::cast).toList().stream();
    }
  }

  private TopicReader reader() {
    return new TopicReader(bootstrap, PATIENCE);
  }
}
