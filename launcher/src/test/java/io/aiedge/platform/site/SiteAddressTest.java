package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteAddressTest {
  @Test
  void aCloudWhoseNumberWentToAnotherProgramDoesNotRun(@TempDir Path platform) throws Exception {
    Path cloud = Files.createDirectories(platform.resolve("cloud"));
    assertThat(SiteAddress.isCloudRunning(platform)).isFalse();

    new SiteAddress("127.0.0.1:9092", ProcessHandle.current().pid()).write(cloud);

    assertThat(SiteAddress.isCloudRunning(platform)).as("this is a test").isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> SiteAddress.ofCloud(platform))
        .withMessageContaining("start one with './aiedge up'");
  }
}
