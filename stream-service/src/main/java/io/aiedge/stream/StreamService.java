package io.aiedge.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a topology. A thread that ends by a failure is replaced and goes on from the last
 * commit. Kafka Streams' own metrics carry the name of the service as {@code service}.
 */
public final class StreamService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamService.class);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final Duration closePatience;

  /**
   * Not started yet.
   *
   * @param closePatience how long {@link #close} waits for the last commit
   */
  public StreamService(
      Topology topology, StreamSettings settings, Duration closePatience, MeterRegistry meters) {
    String service = settings.service();
    this.closePatience = closePatience;
    streams = new KafkaStreams(topology, settings.properties());
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.error("a thread of {} ended and is replaced", service, failure);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streams.setStateListener((now, before) -> LOG.info("{} is {}", service, now));
    metrics = new KafkaStreamsMetrics(streams, Tags.of("service", service));
    metrics.bindTo(meters);
  }

  /** Begins; returns at once. */
  public void start() {
    streams.start();
  }

  /** Whether it processes records now. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public void close() {
    metrics.close();
    streams.close(closePatience);
  }
}
