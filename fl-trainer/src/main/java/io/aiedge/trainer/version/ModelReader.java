package io.aiedge.trainer.version;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.kafka.Positions;
import io.aiedge.trainer.order.Order;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads versions of one job's model. Reading only ever moves forward, from shortly before a version
 * was made; chunks of later versions that are passed on the way are kept until they are asked for.
 */
public final class ModelReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS_BEFORE_WARNING = 150;

  /** Clocks of the machines of the cloud may differ by this. */
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

  private final Consumer<String, byte[]> consumer;
  private final EventCodec codec;
  private final ChunkLayout layout;
  private final String keyPrefix;
  private final SortedMap<Integer, ChunkSets> underWay = new TreeMap<>();
  private @Nullable ByteBuffer weights;
  private @Nullable BaseVersion last;
  private boolean assigned;

  /** A reader of one job; the consumer is closed with it. */
  public ModelReader(
      Consumer<String, byte[]> consumer, EventCodec codec, String job, ChunkLayout layout) {
    this.consumer = consumer;
    this.codec = codec;
    this.layout = layout;
    this.keyPrefix = job + "/";
  }

  /**
   * The version that an order names. Waits for chunks that have not come yet.
   *
   * @param wanted asked again and again while waiting
   * @return the version, verified, valid until another one is read; empty once it is not wanted any
   *     more
   */
  public Optional<BaseVersion> read(Order order, BooleanSupplier wanted) {
    int version = order.version();
    if (last != null && last.version() == version) {
      return Optional.of(last);
    }
    last = null;
    underWay.headMap(version).clear();
    seek(order);
    byte[] sha256 = order.announced().getVersionSha256().bytes();
    int polls = 0;
    while (wanted.getAsBoolean()) {
      Optional<List<ByteBuffer>> found = sets(version).matching(sha256);
      if (found.isPresent()) {
        underWay.remove(version);
        last = new BaseVersion(version, together(found.get()));
        return Optional.of(last);
      }
      if (++polls == POLLS_BEFORE_WARNING) {
        LOG.warn(
            "version {} is late: {} of {} chunks are here",
            version,
            sets(version).held(),
            layout.chunkCount());
      }
      consumer.poll(POLL).forEach(record -> take(record, version));
    }
    LOG.info(
        "version {} is not wanted any more; {} of {} chunks had come",
        version,
        sets(version).held(),
        layout.chunkCount());
    return Optional.empty();
  }

  /** One buffer for all versions: what was read before is overwritten. */
  private FloatBuffer together(List<ByteBuffer> chunks) {
    ByteBuffer all = weights;
    if (all == null) {
      int bytes = Math.toIntExact(layout.parameters() * Float.BYTES);
      all = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
      weights = all;
    }
    all.clear();
    for (ByteBuffer chunk : chunks) {
      all.put(chunk.duplicate());
    }
    return all.flip().asFloatBuffer();
  }

  private void seek(Order order) {
    if (!assigned) {
      Positions.assign(consumer, TopicCatalogue.MODELS);
      assigned = true;
    }
    Positions.advance(consumer, order.versionSince().minus(CLOCK_SLACK));
  }

  private ChunkSets sets(int version) {
    return underWay.computeIfAbsent(version, fresh -> new ChunkSets(layout));
  }

  private void take(ConsumerRecord<String, byte[]> record, int oldest) {
    OptionalInt version = versionOf(record.key());
    if (version.isEmpty() || version.getAsInt() < oldest || record.value() == null) {
      return;
    }
    Decoded decoded = codec.decode(record.value());
    Optional<String> fault =
        decoded instanceof Decoded.Event event && event.event() instanceof ModelChunk chunk
            ? sets(chunk.getVersion()).take(chunk)
            : Optional.of(decoded.toString());
    fault.ifPresent(
        what ->
            LOG.warn(
                "{}-{}@{} is left out: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                what));
  }

  /** The version in the key job/version/chunk; empty for other jobs and other events. */
  private OptionalInt versionOf(@Nullable String key) {
    if (key == null || !key.startsWith(keyPrefix)) {
      return OptionalInt.empty();
    }
    int end = key.indexOf('/', keyPrefix.length());
    try {
      return end < 0
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseInt(key, keyPrefix.length(), end, 10));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
