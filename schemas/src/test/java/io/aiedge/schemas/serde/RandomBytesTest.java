package io.aiedge.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.schemas.topic.TopicCatalogue;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

class RandomBytesTest {
  private static final List<Schema> EVENTS =
      TopicCatalogue.events().map(type -> SpecificData.get().getSchema(type)).toList();

  private final EventCodec codec = new EventCodec();

  @Property(tries = 2_000, seed = "1")
  void bytesOfAnyKindNeverThrow(@ForAll byte[] bytes) {
    assertThat(codec.decode(bytes)).isNotNull();
  }

  @Property(tries = 20_000, seed = "1")
  void anyBytesAfterTheFingerprintOfAnEventNeverThrow(
      @ForAll("events") Schema event, @ForAll byte[] bytes) {
    byte[] header = EventCodec.header(EventCodec.fingerprint(event));
    byte[] record = new byte[header.length + bytes.length];
    System.arraycopy(header, 0, record, 0, header.length);
    System.arraycopy(bytes, 0, record, header.length, bytes.length);

    assertThat(codec.decode(record)).isNotNull();
    assertThat(UpdateChunkView.inPlace(record)).isNotNull();
  }

  @Provide
  Arbitrary<Schema> events() {
    return Arbitraries.of(EVENTS);
  }
}
