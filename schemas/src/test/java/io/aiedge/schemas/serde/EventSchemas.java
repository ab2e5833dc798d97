package io.aiedge.schemas.serde;

import io.aiedge.schemas.topic.TopicCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.RandomData;

/** Schemas of events, and records of them that chance has filled. */
final class EventSchemas {
  private static final int SEED = 42;

  private EventSchemas() {}

  /** The schemas of all events of this build. */
  static List<Schema> all() {
    return TopicCatalogue.events().map(type -> SpecificData.get().getSchema(type)).toList();
  }

  /** Records of a schema, always the same. */
  static List<GenericRecord> random(Schema schema, int count) {
    return StreamSupport.stream(
            new RandomData(GenericData.get(), schema, count, SEED, false).spliterator(), false)
        .map(GenericRecord.class::cast)
        .toList();
  }

  /** The bytes of a record, as an event. */
  static byte[] written(GenericRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(EventCodec.header(EventCodec.fingerprint(record.getSchema())));
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The record that an event's bytes hold. */
  static GenericRecord read(Schema schema, byte[] bytes) {
    int start = EventCodec.HEADER_BYTES;
    try {
      return new GenericDatumReader<GenericRecord>(schema)
          .read(null, DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
