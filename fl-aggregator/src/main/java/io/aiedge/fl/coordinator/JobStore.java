package io.aiedge.fl.coordinator;

import io.aiedge.core.job.ClientState;
import io.aiedge.core.job.JobState;
import io.aiedge.core.job.Roster;
import io.aiedge.core.job.Step;
import io.aiedge.event.fl.JobSubmitted;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.schemas.serde.EventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What the coordinator remembers of its jobs. Clients stand apart, one entry each. */
final class JobStore {
  private static final char SEPARATOR = '/';
  private static final char AFTER_SEPARATOR = '0';

  private final EventCodec codec;
  private final Instant resumedAt;
  private final KeyValueStore<String, byte[]> jobs;
  private final KeyValueStore<String, byte[]> clients;
  private final KeyValueStore<String, byte[]> submissions;
  private final KeyValueStore<String, byte[]> versions;
  private final SortedSet<String> live;

  JobStore(ProcessorContext<?, ?> context, EventCodec codec) {
    this.codec = codec;
    resumedAt = Instant.ofEpochMilli(context.currentSystemTimeMs());
    jobs = context.getStateStore(CoordinatorTopology.JOB_STORE);
    clients = context.getStateStore(CoordinatorTopology.CLIENT_STORE);
    submissions = context.getStateStore(CoordinatorTopology.SUBMISSION_STORE);
    versions = context.getStateStore(CoordinatorTopology.VERSION_STORE);
    live = findLive();
  }

  Optional<JobState> find(String job) {
    return Optional.ofNullable(jobs.get(job)).map(bytes -> StateFormat.read(bytes, JobState.class));
  }

  /** The jobs that have not ended, in the order of their names. */
  List<JobState> live() {
    return live.stream().map(this::find).flatMap(Optional::stream).toList();
  }

  private SortedSet<String> findLive() {
    SortedSet<String> found = new TreeSet<>();
    try (var entries = jobs.all()) {
      entries.forEachRemaining(
          entry -> {
            if (!StateFormat.read(entry.value, JobState.class).phase().isFinal()) {
              found.add(entry.key);
            }
          });
    }
    return found;
  }

  void admit(JobSubmitted submitted) {
    submissions.put(submitted.getSpec().getJob(), codec.encode(submitted));
  }

  JobSubmitted submission(String job) {
    return codec.readBack(submissions.get(job), JobSubmitted.class);
  }

  void save(Step step) {
    String job = step.job().terms().job();
    jobs.put(job, StateFormat.write(step.job()));
    if (step.job().phase().isFinal()) {
      live.remove(job);
    } else {
      live.add(job);
    }
    step.clients()
        .forEach(client -> clients.put(clientKey(job, client.client()), StateFormat.write(client)));
  }

  void publish(ModelVersion version) {
    versions.put(version.getJob(), codec.encode(version));
  }

  ModelVersion lastVersion(String job) {
    return codec.readBack(versions.get(job), ModelVersion.class);
  }

  /** The clients of a job as they stand now; not to be used once a step was saved. */
  Roster roster(String job) {
    return new Roster() {
      private @Nullable List<ClientState> all;

      @Override
      public List<ClientState> all() {
        List<ClientState> read = all;
        if (read == null) {
          read = clientsOf(job);
          all = read;
        }
        return read;
      }

      @Override
      public ClientState find(String client) {
        byte[] bytes = clients.get(clientKey(job, client));
        return bytes == null ? ClientState.unknown(client) : client(bytes);
      }
    };
  }

  private List<ClientState> clientsOf(String job) {
    List<ClientState> found = new ArrayList<>();
    try (var entries = clients.range(job + SEPARATOR, job + AFTER_SEPARATOR)) {
      entries.forEachRemaining(entry -> found.add(client(entry.value)));
    }
    return List.copyOf(found);
  }

  /** While the coordinator was away it could hear nobody: silence counts from its return. */
  private ClientState client(byte[] bytes) {
    return StateFormat.read(bytes, ClientState.class).notSilentBefore(resumedAt);
  }

  private static String clientKey(String job, String client) {
    return job + SEPARATOR + client;
  }
}
