package io.aiedge.platform.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPortsTest {
  @TempDir Path folder;

  @Test
  void aPortIsTheSameTheNextTime() throws IOException {
    Path file = folder.resolve("ports.properties");
    int first = KeptPorts.of(file, "one").free("one");
    assertThat(KeptPorts.of(file, "one").free("one")).isEqualTo(first);
  }

  @Test
  void aNewNameGetsAPortBesideThoseKept() throws IOException {
    Path file = folder.resolve("ports.properties");
    int one = KeptPorts.of(file, "one").free("one");
    KeptPorts both = KeptPorts.of(file, "one", "two");
    assertThat(both.free("one")).isEqualTo(one);
    assertThat(both.free("two")).isNotEqualTo(one);
  }

  @Test
  void portsLieBelowThoseOfOutgoingConnections() throws IOException {
    assertThat(KeptPorts.of(folder.resolve("ports.properties"), "one").free("one"))
        .isBetween(1024, 32_767);
  }

  @Test
  void aPortSomethingListensOnIsRefusedWithWhatToDo() throws IOException {
    Path file = folder.resolve("ports.properties");
    KeptPorts ports = KeptPorts.of(file, "one");
    try (ServerSocket other =
        new ServerSocket(ports.free("one"), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> ports.free("one"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(other.getLocalPort()))
          .hasMessageContaining(file.toString())
          .hasMessageContaining("delete the file");
    }
  }

  @Test
  void aFileThatHoldsNoPortsIsRefused() throws IOException {
    Path file = folder.resolve("ports.properties");
    Files.writeString(file, "one=many\n");
    assertThatThrownBy(() -> KeptPorts.of(file, "one"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("\"many\" is no port");
  }
}
