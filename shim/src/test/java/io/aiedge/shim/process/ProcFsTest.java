package io.aiedge.shim.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFsTest {
  @TempDir private Path root;

  @Test
  void aNameWithSpacesAndParenthesesDoesNotConfuseTheFields() {
    String text =
        "77 (a) b (c) S 1 76 75 0 -1 4194304 90 0 0 0 0 0 0 0 20 0 1 0 123456 2703360 230 1\n";

    assertThat(ProcFs.parse(77, text)).isEqualTo(new ProcFs.Stat(77, 'S', 75, 123456));
  }

  @Test
  void aZombieIsNotAlive() {
    assertThat(new ProcFs.Stat(1, 'Z', 1, 1).isAlive()).isFalse();
    assertThat(new ProcFs.Stat(1, 'S', 1, 1).isAlive()).isTrue();
  }

  @Test
  void aVariableIsFoundOnlyWhole() throws IOException {
    Files.createDirectory(root.resolve("5"));
    Files.writeString(root.resolve("5/environ"), "A=1\0AIEDGE_INSTANCE=abc\0B=2\0");
    ProcFs proc = new ProcFs(root);

    assertThat(proc.hasVariable(5, "AIEDGE_INSTANCE=abc")).isTrue();
    assertThat(proc.hasVariable(5, "AIEDGE_INSTANCE=ab")).isFalse();
    assertThat(proc.hasVariable(5, "INSTANCE=abc")).isFalse();
    assertThat(proc.hasVariable(6, "AIEDGE_INSTANCE=abc")).isFalse();
  }

  @Test
  void theUptimeIsReadToTheMillisecond() {
    assertThat(ProcFs.seconds("350735.47")).isEqualTo(Duration.ofMillis(350_735_470));
  }
}
