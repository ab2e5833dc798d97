package io.aiedge.schemas.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Events of one type, for topics this build writes itself and for stores. Topics that others write
 * are read as bytes and given to {@link EventCodec#decode}, which never throws.
 *
 * @param <E> the type
 */
public final class EventSerde<E extends SpecificRecord> implements Serde<E> {
  private final Class<E> type;
  private final EventCodec codec;

  public EventSerde(Class<E> type, EventCodec codec) {
    this.type = type;
    this.codec = codec;
  }

  @Override
  @SuppressWarnings("NullAway") // a tombstone has a null value
  public Serializer<E> serializer() {
    return (topic, event) -> event == null ? null : codec.encode(event);
  }

  @Override
  @SuppressWarnings("NullAway") // a tombstone has a null value
  public Deserializer<E> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(topic, bytes);
  }

  private E read(String topic, byte[] bytes) {
    Decoded decoded = codec.decode(bytes);
    if (decoded instanceof Decoded.Event event && type.isInstance(event.event())) {
      return type.cast(event.event());
    }
    throw new SerializationException(
        "a record of %s is not a %s: %s".formatted(topic, type.getSimpleName(), decoded));
  }
}
