package io.aiedge.schemas.serde;

import io.aiedge.schemas.topic.TopicCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes events in Avro's single-object encoding (Avro specification, "Single-object encoding") and
 * reads them back. Safe for use by several threads.
 */
public final class EventCodec {
  static final int HEADER_BYTES = 10;
  private static final int MARKER = 0x01C3;
  private static final Map<String, Schema> READERS =
      TopicCatalogue.events()
          .map(type -> SpecificData.get().getSchema(type))
          .collect(Collectors.toUnmodifiableMap(Schema::getFullName, Function.identity()));

  private final SchemaLookup lookup;
  private final Map<Long, SpecificDatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();
  private final Map<Schema, Writer> writers = new ConcurrentHashMap<>();

  private record Writer(long fingerprint, DatumWriter<SpecificRecord> datum) {}

  /**
   * Reads the schemas of this build and of its earlier releases, and those {@code lookup} finds.
   */
  public EventCodec(SchemaLookup lookup) {
    this.lookup = lookup;
    READERS.values().forEach(schema -> readers.put(fingerprint(schema), reader(schema, schema)));
    ReleasedSchemas.all().forEach(this::learn);
  }

  /** Reads the schemas of this build and of its earlier releases. */
  public EventCodec() {
    this(SchemaLookup.NONE);
  }

  /** The fingerprint that stands before an event of this schema. */
  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** The bytes of an event. */
  public byte[] encode(SpecificRecord event) {
    Writer writer =
        writers.computeIfAbsent(
            event.getSchema(),
            schema -> new Writer(fingerprint(schema), new SpecificDatumWriter<>(schema)));
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.writeBytes(header(writer.fingerprint));
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      writer.datum.write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) MARKER)
        .putLong(fingerprint)
        .array();
  }

  /** Reads bytes that may be anything. */
  public Decoded decode(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return new Decoded.Undecodable("not-avro", bytes.length + " bytes are too few for an event");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getShort() != (short) MARKER) {
      return new Decoded.Undecodable("not-avro", "the bytes do not begin with C3 01");
    }
    long fingerprint = header.getLong();
    Optional<SpecificDatumReader<SpecificRecord>> reader = readerFor(fingerprint);
    if (reader.isEmpty()) {
      return new Decoded.Undecodable(
          "unknown-schema", "no schema has the fingerprint %016x".formatted(fingerprint));
    }
    try {
      BoundedDecoder in = new BoundedDecoder(bytes, HEADER_BYTES);
      SpecificRecord event = reader.get().read(null, in);
      return in.left() == 0
          ? new Decoded.Event(event)
          : new Decoded.Undecodable("malformed", in.left() + " bytes follow the event");
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      return new Decoded.Undecodable("malformed", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads back what a service wrote for itself.
   *
   * @throws IllegalStateException if the bytes are no event of that type
   */
  public <E extends SpecificRecord> E readBack(byte[] bytes, Class<E> type) {
    if (decode(bytes) instanceof Decoded.Event event && type.isInstance(event.event())) {
      return type.cast(event.event());
    }
    throw new IllegalStateException("what was kept is no " + type.getSimpleName());
  }

  private Optional<SpecificDatumReader<SpecificRecord>> readerFor(long fingerprint) {
    SpecificDatumReader<SpecificRecord> known = readers.get(fingerprint);
    if (known != null) {
      return Optional.of(known);
    }
    lookup.find(fingerprint).ifPresent(this::learn);
    return Optional.ofNullable(readers.get(fingerprint));
  }

  private void learn(Schema writer) {
    Schema reader = READERS.get(writer.getFullName());
    if (reader != null) {
      readers.putIfAbsent(fingerprint(writer), reader(writer, reader));
    }
  }

  private static SpecificDatumReader<SpecificRecord> reader(Schema writer, Schema reader) {
    return new SpecificDatumReader<>(writer, reader);
  }
}
