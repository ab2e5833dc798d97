package io.aiedge.shim.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.workload.FileContent;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.ResourceLimits;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.schemas.serde.EventCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WantedTest {
  private static final EventCodec CODEC = new EventCodec();
  private static final ProcessSpec SPEC =
      ProcessSpec.of("trainer", "--job", "digits")
          .withEnvironment(Map.of("A", "1"))
          .withFiles(Map.of("conf/a", FileContent.of("x")))
          .with(new ResourceLimits(0.5, 1 << 30, 64))
          .with(Site.onFailure().withMaxRestarts(5))
          .withStopGrace(Duration.ofMillis(1500));
  private static final Workload WORKLOAD = new Workload(new WorkloadName("app"), 3, 4, SPEC);

  @Test
  void itIsReadAsItWasWritten() throws IOException {
    Wanted wanted = new Wanted(7, true, WORKLOAD);

    assertThat(Wanted.decode(wanted.encode(CODEC), CODEC)).isEqualTo(wanted);
  }

  @Test
  void anotherEpochAloneIsNoNewGeneration() {
    Wanted wanted = new Wanted(7, false, WORKLOAD);

    assertThat(wanted.then(new Workload(WORKLOAD.name(), 3, 9, SPEC)).generation()).isEqualTo(7);
    assertThat(wanted.then(new Workload(WORKLOAD.name(), 4, 4, SPEC)).generation()).isEqualTo(8);
    assertThat(wanted.thenRemoved().then(WORKLOAD)).isEqualTo(new Wanted(8, false, WORKLOAD));
  }

  @Test
  void damageIsSeen() {
    byte[] bytes = new Wanted(7, false, WORKLOAD).encode(CODEC);
    bytes[10] ^= 1;

    assertThatThrownBy(() -> Wanted.decode(bytes, CODEC)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Wanted.decode(new byte[3], CODEC)).isInstanceOf(IOException.class);
  }
}
