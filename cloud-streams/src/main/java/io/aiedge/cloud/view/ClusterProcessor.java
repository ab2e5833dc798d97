package io.aiedge.cloud.view;

import io.aiedge.cloud.topic.CommandTopics;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.ClusterState;
import io.aiedge.event.fleet.ClusterView;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.EventProcessor;
import io.aiedge.stream.Service;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the view of each cluster from what it says of itself and from how long it is silent. */
public final class ClusterProcessor extends EventProcessor {
  /** The store of views: cluster path to {@link ClusterView}. */
  public static final String VIEWS = "cluster-views";

  /** The store of leases: cluster path to milliseconds. */
  public static final String LEASES = "cluster-leases";

  /** The store of clusters whose command topic is not there yet: path to registration. */
  public static final String JOINING = "joining-clusters";

  private static final Logger LOG = LoggerFactory.getLogger(ClusterProcessor.class);
  private static final Duration FIRST_LEASE = Duration.ofSeconds(15);
  private static final Duration LONGEST_LEASE = Duration.ofDays(1);

  private final Duration tick;
  private final CommandTopics topics;
  private KeyValueStore<String, byte[]> views;
  private KeyValueStore<String, byte[]> leases;
  private KeyValueStore<String, byte[]> joining;

  /**
   * Looks for clusters that have fallen silent, and for those that can join, every {@code tick}.
   *
   * @param topics where clusters get their commands
   */
  public ClusterProcessor(Service service, Duration tick, CommandTopics topics) {
    super(service);
    this.topics = topics;
    this.tick = tick;
  }

  @Override
  protected void begin(ProcessorContext<String, byte[]> context) {
    views = context.getStateStore(VIEWS);
    leases = context.getStateStore(LEASES);
    joining = context.getStateStore(JOINING);
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, time -> expire());
    context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, time -> joinAll());
  }

  @Override
  protected boolean handle(Record<String, byte[]> record, SpecificRecord event) {
    if (event instanceof ClusterRegistered registration) {
      register(record, registration);
    } else if (event instanceof ClusterLease lease) {
      renew(record, lease);
    } else {
      return false;
    }
    return true;
  }

  private void register(Record<String, byte[]> record, ClusterRegistered registration) {
    String path = registration.getPath();
    if (!isPathOf(record, path)) {
      return;
    }
    Optional<String> holder = holder(path);
    if (holder.isPresent() && !holder.get().equals(registration.getClusterId())) {
      outbox()
          .setAside(record, "path-taken", "%s belongs to cluster %s".formatted(path, holder.get()));
      return;
    }
    joining.put(path, encode(registration));
    join(registration);
  }

  private Optional<String> holder(String path) {
    byte[] known = views.get(path);
    if (known != null) {
      return Optional.of(decode(known, ClusterView.class).getRegistration().getClusterId());
    }
    return Optional.ofNullable(joining.get(path))
        .map(waiting -> decode(waiting, ClusterRegistered.class).getClusterId());
  }

  /** A cluster joins once it can be sent commands; until then it is looked at again. */
  private void join(ClusterRegistered registration) {
    String path = registration.getPath();
    if (!topics.ready(new ClusterPath(path))) {
      return;
    }
    LOG.info("{} has registered", path);
    joining.delete(path);
    leases.put(path, bytes(FIRST_LEASE.toMillis()));
    write(new ClusterView(registration, ClusterState.ONLINE, outbox().now()));
  }

  private void joinAll() {
    List<ClusterRegistered> waiting = new ArrayList<>();
    try (var all = joining.all()) {
      all.forEachRemaining(entry -> waiting.add(decode(entry.value, ClusterRegistered.class)));
    }
    waiting.forEach(this::join);
  }

  /** The path becomes part of a topic's name, and its key chooses who keeps the cluster. */
  private boolean isPathOf(Record<String, byte[]> record, String path) {
    try {
      var unused = new ClusterPath(path);
    } catch (IllegalArgumentException e) {
      outbox().setAside(record, "bad-path", String.valueOf(e.getMessage()));
      return false;
    }
    if (!path.equals(record.key())) {
      outbox()
          .setAside(
              record,
              "wrong-key",
              "the registration of %s has the key %s; give it the path"
                  .formatted(path, record.key()));
      return false;
    }
    return true;
  }

  private void renew(Record<String, byte[]> record, ClusterLease lease) {
    if (lease.getTtlMillis() < 1 || lease.getTtlMillis() > LONGEST_LEASE.toMillis()) {
      outbox()
          .setAside(
              record,
              "bad-lease",
              "%s asks for a lease of %d ms; 1 to %d are given"
                  .formatted(lease.getPath(), lease.getTtlMillis(), LONGEST_LEASE.toMillis()));
      return;
    }
    byte[] known = views.get(lease.getPath());
    if (known == null) {
      return;
    }
    ClusterView view = decode(known, ClusterView.class);
    leases.put(lease.getPath(), bytes(lease.getTtlMillis()));
    change(view, ClusterState.ONLINE, outbox().now());
  }

  private void expire() {
    Instant now = outbox().now();
    List<ClusterView> silent = new ArrayList<>();
    try (var all = views.all()) {
      all.forEachRemaining(
          entry -> {
            ClusterView view = decode(entry.value, ClusterView.class);
            byte[] lease = leases.get(entry.key);
            long ttl = lease == null ? 0 : ByteBuffer.wrap(lease).getLong();
            if (view.getState() == ClusterState.ONLINE
                && view.getLastSeen().plusMillis(ttl).isBefore(now)) {
              silent.add(view);
            }
          });
    }
    silent.forEach(view -> change(view, ClusterState.UNREACHABLE, view.getLastSeen()));
  }

  private void change(ClusterView view, ClusterState state, Instant lastSeen) {
    if (view.getState() != state) {
      LOG.info("{} is {}", view.getRegistration().getPath(), state);
    }
    write(new ClusterView(view.getRegistration(), state, lastSeen));
  }

  private void write(ClusterView view) {
    String path = view.getRegistration().getPath();
    views.put(path, encode(view));
    outbox().send(TopicCatalogue.CLUSTERS, path, view);
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
