package io.aiedge.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.ProcessSpec;
import io.aiedge.event.fleet.RestartPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class OlderSchemaTest {
  @Test
  void whatAnOlderProducerDidNotKnowHasItsDefault() throws IOException {
    Schema older = older();
    GenericRecord process = new GenericData.Record(older.getField("process").schema());
    process.put("program", "trainer");
    process.put("arguments", List.of("--job", "digits-1"));
    process.put("nice", 5);
    process.put("cpus", 1.5);
    process.put("memoryBytes", 1L << 30);
    GenericRecord record = new GenericData.Record(older);
    record.put("workload", "trainer-digits-1");
    record.put("revision", 3);
    record.put("epoch", 2L);
    record.put("process", process);

    Decoded decoded =
        new EventCodec(fingerprint -> Optional.of(older)).decode(EventSchemas.written(record));

    assertThat(decoded)
        .isEqualTo(
            new Decoded.Event(
                ApplyWorkload.newBuilder()
                    .setWorkload("trainer-digits-1")
                    .setRevision(3)
                    .setEpoch(2)
                    .setProcess(
                        ProcessSpec.newBuilder()
                            .setProgram("trainer")
                            .setArguments(List.of("--job", "digits-1"))
                            .setCpus(1.5)
                            .setMemoryBytes(1L << 30)
                            .build())
                    .build()));
    ProcessSpec read = ((ApplyWorkload) ((Decoded.Event) decoded).event()).getProcess();
    assertThat(read.getRestart()).isEqualTo(RestartPolicy.ALWAYS);
    assertThat(read.getStopGraceMillis()).isEqualTo(10_000);
    assertThat(read.getEnvironment()).isEmpty();
    assertThat(read.getBackoff()).isNull();
  }

  private static Schema older() throws IOException {
    try (InputStream in = OlderSchemaTest.class.getResourceAsStream("older/ApplyWorkload.avsc")) {
      return new Schema.Parser().parse(in);
    }
  }
}
