package io.aiedge.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessSpecTest {
  @Test
  void aProgramIsAnInstalledOneOrAnAbsolutePath() {
    assertThat(ProcessSpec.of("trainer").isCommand()).isFalse();
    assertThat(ProcessSpec.of("/usr/bin/env").isCommand()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../trainer", "./run.sh", "bin/run", "Trainer", "-rf", "a b"})
  void anythingElseIsNoProgram(String program) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of(program))
        .withMessageContaining("not a program: \"" + program + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conf/app.yaml", "a", ".env", "..data/x"})
  void aFileStandsInsideTheWorkDirectory(String path) {
    assertThat(ProcessSpec.of("trainer").withFiles(Map.of(path, FileContent.of("x"))).files())
        .containsOnlyKeys(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/etc/passwd", "..", "../x", "a/../../x", "a/../x", "a//b", "./a", "a/"})
  void aFileCannotStandElsewhere(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of("trainer").withFiles(Map.of(path, FileContent.of("x"))))
        .withMessageContaining("\"" + path + "\"");
  }

  @Test
  void filesTogetherAreBounded() {
    FileContent half = FileContent.of(new byte[ProcessSpec.MAX_FILES_BYTES / 2 + 1]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of("trainer").withFiles(Map.of("a", half, "b", half)))
        .withMessageContaining("524290 bytes, 524288 is the most");
  }

  @Test
  void aVariableHasAPortableName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of("trainer").withEnvironment(Map.of("1A", "x")))
        .withMessageContaining("\"1A\"");
  }

  @Test
  void nothingContainsANul() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of("trainer", "a\0b"))
        .withMessage("an argument contains a NUL character");
  }

  @Test
  void theTextOfASpecificationTellsNoValueOfTheEnvironment() {
    ProcessSpec spec =
        ProcessSpec.of("trainer", "--password=hunter2").withEnvironment(Map.of("TOKEN", "hunter2"));

    assertThat(spec.toString()).contains("TOKEN").doesNotContain("hunter2");
  }

  @Test
  void limitsThatCannotHoldAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ResourceLimits(-1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ResourceLimits(Double.NaN, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ResourceLimits(0, 1000, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ResourceLimits(0, 0, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of("trainer").withStopGrace(Duration.ofSeconds(-1)));
  }

  @Test
  void timesBeyondADayAreRefused() {
    Duration day = Duration.ofDays(1);
    Duration ages = Duration.ofMillis(Long.MAX_VALUE);
    assertThat(ProcessSpec.of("trainer").withStopGrace(day).stopGrace()).isEqualTo(day);
    assertThat(new Backoff(day, 1, day, Duration.ZERO).delay(3)).isEqualTo(day);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessSpec.of("trainer").withStopGrace(ages))
        .withMessageEndingWith("is not allowed: give 0 to PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ZERO, 2, ages, Duration.ZERO))
        .withMessageEndingWith("the longest not below it and not above PT24H");
  }

  @Test
  void workloadsThatDifferOnlyInEpochRunTheSame() {
    WorkloadName name = new WorkloadName("trainer-1");
    FileContent content = FileContent.of("x");
    ProcessSpec spec = ProcessSpec.of("trainer").withFiles(Map.of("a", content));
    Workload workload = new Workload(name, 1, 1, spec);
    ProcessSpec equal =
        ProcessSpec.of("trainer").withFiles(Map.of("a", FileContent.of(content.bytes())));

    assertThat(workload.runsTheSameAs(new Workload(name, 1, 2, equal))).isTrue();
    assertThat(workload.runsTheSameAs(new Workload(name, 2, 1, equal))).isFalse();
    assertThat(workload.runsTheSameAs(new Workload(name, 1, 1, ProcessSpec.of("other")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a/b", ".."})
  void aWorkloadNameIsALabel(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkloadName(name));
  }
}
