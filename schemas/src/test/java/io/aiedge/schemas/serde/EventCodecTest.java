package io.aiedge.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundPhase;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.schemas.serde.Decoded.Undecodable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  private static final ClusterLease LEASE =
      new ClusterLease("north", 7L, 15_000L, Instant.ofEpochMilli(1));
  private static final RoundAnnounced ROUND =
      RoundAnnounced.newBuilder()
          .setJob("digits-1")
          .setRound(3)
          .setPhase(RoundPhase.TRAIN)
          .setVersion(2)
          .setVersionSha256(new Sha256(new byte[32]))
          .setParticipants(List.of("north", "south", "west"))
          .setAt(Instant.ofEpochMilli(1))
          .setDeadline(Instant.ofEpochMilli(2))
          .build();
  private static final int HEADER = EventCodec.HEADER_BYTES;

  private final EventCodec codec = new EventCodec();

  @Test
  void anEventBeginsWithTheMarkerAndTheFingerprintOfItsSchema() {
    byte[] bytes = codec.encode(LEASE);

    assertThat(Arrays.copyOf(bytes, 2)).containsExactly(0xC3, 0x01);
    assertThat(Arrays.copyOfRange(bytes, 0, HEADER))
        .isEqualTo(EventCodec.header(EventCodec.fingerprint(ClusterLease.getClassSchema())));
  }

  @Test
  void bytesThatAreNoEventAreRefused() {
    assertThat(reason(new byte[0])).isEqualTo("not-avro");
    assertThat(reason(new byte[] {(byte) 0xC3, 1, 2})).isEqualTo("not-avro");
    assertThat(reason("{\"path\": \"north\"}".getBytes())).isEqualTo("not-avro");
  }

  @Test
  void anUnknownFingerprintIsNamed() {
    assertThat(codec.decode(EventCodec.header(0xABCDEFL)))
        .isEqualTo(
            new Undecodable("unknown-schema", "no schema has the fingerprint 0000000000abcdef"));
  }

  @Test
  void anEventCutAnywhereIsMalformed() {
    byte[] bytes = codec.encode(ROUND);
    for (int length = HEADER; length < bytes.length; length++) {
      assertThat(reason(Arrays.copyOf(bytes, length)))
          .as("cut at " + length)
          .isEqualTo("malformed");
    }
  }

  @Test
  void bytesAfterAnEventAreMalformed() {
    byte[] bytes = codec.encode(LEASE);

    assertThat(codec.decode(Arrays.copyOf(bytes, bytes.length + 2)))
        .isEqualTo(new Undecodable("malformed", "2 bytes follow the event"));
  }

  @Test
  void aLengthBeyondTheBytesAllocatesNothing() {
    byte[] path = with(LEASE, 64L << 20);
    assertThat(reason(path)).isEqualTo("malformed");
    assertThat(allocatedBy(() -> codec.decode(path))).isLessThan(1 << 20);

    byte[] job = with(ROUND, 64L << 20);
    assertThat(allocatedBy(() -> codec.decode(job))).isLessThan(1 << 20);
  }

  @Test
  void lengthsThatNoArrayHasAreMalformed() {
    for (long length :
        new long[] {-1, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE}) {
      assertThat(reason(with(LEASE, length))).as("length " + length).isEqualTo("malformed");
    }
  }

  @Test
  void numbersOfItemsThatCannotBeAreMalformed() {
    for (long count :
        new long[] {4, 64 << 20, -(64L << 20), Integer.MAX_VALUE, 1L << 40, Long.MIN_VALUE}) {
      byte[] bytes = participants(count);
      assertThat(reason(bytes)).as("count " + count).isEqualTo("malformed");
      assertThat(allocatedBy(() -> codec.decode(bytes))).isLessThan(1 << 20);
    }
  }

  @Test
  void moreItemsThanAnyEventHasAreMalformed() {
    byte[] many = Arrays.copyOf(participants(BoundedDecoder.MAX_ITEMS + 1L), 4 << 20);

    assertThat(codec.decode(many))
        .isEqualTo(new Undecodable("malformed", "more than 1048576 items"));
  }

  @Test
  void anEventWithSomeBytesChangedNeverThrows() {
    Random random = new Random(1);
    byte[] good = codec.encode(ROUND);
    int undecodable = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int change = 0; change <= i % 4; change++) {
        bad[HEADER + random.nextInt(bad.length - HEADER)] = (byte) random.nextInt();
      }
      undecodable += codec.decode(bad) instanceof Undecodable ? 1 : 0;
    }
    assertThat(undecodable).as("changes that were seen").isBetween(2_000, 19_999);
  }

  @Test
  void aNewerProducersEventIsReadOnceItsSchemaIsFound() throws IOException {
    Schema newer =
        new Schema.Parser()
            .parse(
                SchemaText.of(ClusterLease.getClassSchema())
                    .replaceFirst(
                        "\"fields\" : \\[",
                        "\"fields\" : [{\"name\":\"load\",\"type\":[\"null\",{\"type\":\"array\",\"items\":\"string\"}],\"default\":null},"));
    GenericRecord record = new GenericData.Record(newer);
    record.put("load", List.of("much", "more"));
    record.put("path", "north");
    record.put("sequence", 7L);
    record.put("ttlMillis", 15_000L);
    record.put("at", 1L);
    byte[] bytes = EventSchemas.written(record);

    assertThat(reason(bytes)).isEqualTo("unknown-schema");
    assertThat(new EventCodec(fingerprint -> Optional.of(newer)).decode(bytes))
        .isEqualTo(new Decoded.Event(LEASE));
  }

  @Test
  void aSchemaThatIsNoEventOfTheCatalogueMakesNothing() throws IOException {
    for (String name : List.of("java.io.File", "io.aiedge.event.fl.JobSpec")) {
      Schema foreign =
          new Schema.Parser()
              .parse(
                  """
                  {"type": "record", "name": "%s", "fields": [{"name": "path", "type": "string"}]}
                  """
                      .formatted(name));
      GenericRecord record = new GenericData.Record(foreign);
      record.put("path", "/etc/passwd");
      byte[] bytes = EventSchemas.written(record);

      assertThat(new EventCodec(fingerprint -> Optional.of(foreign)).decode(bytes))
          .isInstanceOfSatisfying(
              Undecodable.class,
              refused -> assertThat(refused.reason()).isEqualTo("unknown-schema"));
    }
  }

  @Test
  void aSchemaThatNamesAJavaClassDoesNotChooseTheClass() throws IOException {
    Schema luring =
        new Schema.Parser()
            .parse(
                SchemaText.of(ClusterLease.getClassSchema())
                    .replaceFirst(
                        "\"type\" : \"string\"",
                        "\"type\" : {\"type\":\"string\",\"java-class\":\"java.io.File\"}")
                    // so that its fingerprint is another
                    .replace("\"ClusterLease\",", "\"ClusterLease\", \"aliases\": [\"Old\"],")
                    .replaceFirst(
                        "\"fields\" : \\[",
                        "\"fields\" : [{\"name\":\"load\",\"type\":\"double\",\"default\":0.0},"));
    GenericRecord record = new GenericData.Record(luring);
    record.put("load", 0.5);
    record.put("path", "north");
    record.put("sequence", 7L);
    record.put("ttlMillis", 15_000L);
    record.put("at", 1L);
    byte[] bytes = EventSchemas.written(record);

    assertThat(new EventCodec(fingerprint -> Optional.of(luring)).decode(bytes))
        .isEqualTo(new Decoded.Event(LEASE));
  }

  private String reason(byte[] bytes) {
    Decoded decoded = codec.decode(bytes);
    return decoded instanceof Undecodable refused ? refused.reason() : decoded.toString();
  }

  /** An event whose first text says it has {@code length} bytes. */
  private byte[] with(SpecificRecord event, long length) {
    byte[] good = codec.encode(event);
    byte[] said = varint(length);
    byte[] bytes = Arrays.copyOf(good, good.length + said.length - 1);
    System.arraycopy(said, 0, bytes, HEADER, said.length);
    System.arraycopy(good, HEADER + 1, bytes, HEADER + said.length, good.length - HEADER - 1);
    return bytes;
  }

  /** A round that says it has {@code count} participants, and has none. */
  private byte[] participants(long count) {
    byte[] good = codec.encode(ROUND);
    // after the header: job (9 bytes), round, trial, phase, version (1 each), digest (32)
    int at = HEADER + 9 + 4 + 32;
    assertThat(good[at]).as("three, as Avro writes it").isEqualTo((byte) 6);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(good, 0, at);
    bytes.writeBytes(varint(count));
    bytes.write(0); // the size of the block, which follows a count below zero
    bytes.write(good, good.length - 2, 2); // the times
    return bytes.toByteArray();
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      encoder.writeLong(value);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long allocatedBy(Runnable work) {
    work.run(); // classes and readers are made once
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
