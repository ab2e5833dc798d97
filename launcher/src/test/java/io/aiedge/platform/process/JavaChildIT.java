package io.aiedge.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.platform.process.JavaChild.Bond;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaChildIT {
  private static final int ASKED_TO_END = 143;

  @TempDir Path folder;

  @Test
  void aChildRunsOurClassesWithItsEnvironmentAndLogs() throws Exception {
    try (JavaChild child = start("calm", Bond.OUTLIVES_PARENT)) {
      pidsOf("calm");
      child.stop(Duration.ofSeconds(10));
      assertThat(child.ended()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(ASKED_TO_END);
      assertThat(Files.readString(folder.resolve("calm.log")))
          .contains("greeting=hello")
          .contains("shutting down");
    }
  }

  @Test
  void killingAChildEndsItsWholeGroup() throws Exception {
    try (JavaChild child = start("calm", Bond.OUTLIVES_PARENT)) {
      List<ProcessHandle> group = pidsOf("calm");
      assertThat(group).hasSize(2).allMatch(ProcessHandle::isAlive);
      assertThat(group.get(0).pid()).isEqualTo(child.pid());
      child.kill();
      awaitEnd(group);
    }
  }

  @Test
  void whatAChildStartedEndsWithItAlsoWhenItEndsByItself() throws Exception {
    try (JavaChild child = start("calm", Bond.OUTLIVES_PARENT)) {
      List<ProcessHandle> group = pidsOf("calm");
      group.get(0).destroyForcibly();
      awaitEnd(group);
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void aChildThatDoesNotEndWhenAskedIsKilled() throws Exception {
    try (JavaChild child = start("stubborn", Bond.OUTLIVES_PARENT)) {
      List<ProcessHandle> group = pidsOf("stubborn");
      child.stop(Duration.ofMillis(500));
      awaitEnd(group);
    }
  }

  @Test
  void aTiedChildShutsDownWhenItsParentIsKilled() throws Exception {
    try (JavaChild parent = start("parent", Bond.OUTLIVES_PARENT)) {
      ProcessHandle tied = pidsOf("parent").get(1);
      List<ProcessHandle> group = pidsOf("tied");
      assertThat(tied.isAlive()).isTrue();
      ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();
      await().until(() -> !tied.isAlive());
      assertThat(Files.readString(folder.resolve("tied.log"))).contains("shutting down");
      group.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private JavaChild start(String kind, Bond bond) throws Exception {
    JavaCommand command =
        JavaCommand.of(
                Sleeper.class,
                folder.resolve(kind + ".pids").toString(),
                kind,
                folder.resolve("tied.log").toString())
            .withHeap(16)
            .withOptions(JavaCommand.LIGHT_COMPILER)
            .withEnvironment(Map.of("GREETING", "hello"));
    return JavaChild.start(kind, command, bond, folder.resolve(kind + ".log"));
  }

  /** The processes a sleeper wrote down, itself first. */
  private List<ProcessHandle> pidsOf(String kind) throws Exception {
    Path file = folder.resolve(kind + ".pids");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.exists(file) && Files.readString(file).endsWith("end"));
    return new Scanner(file, StandardCharsets.UTF_8)
        .tokens()
        .filter(word -> !word.equals("end"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .toList();
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}
