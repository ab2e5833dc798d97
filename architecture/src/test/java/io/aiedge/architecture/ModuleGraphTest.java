package io.aiedge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom. Each rule says what to do instead of breaking it. */
class ModuleGraphTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.aiedge");

  /** Services, by the packages they own. */
  private static final Map<String, String> SERVICES =
      Map.of(
          "cloud-streams", "io.aiedge.cloud..",
          "edge-bridge", "io.aiedge.bridge..",
          "shim", "io.aiedge.shim..",
          "fl-aggregator", "io.aiedge.fl..",
          "fl-trainer", "io.aiedge.trainer..");

  private static final String STREAM_SERVICE = "io.aiedge.stream..";

  private static final String[] LAUNCHER = {
    "io.aiedge.cli..", "io.aiedge.client..", "io.aiedge.demo..", "io.aiedge.platform.."
  };

  @Test
  void everyModuleIsSeen() {
    Stream.concat(SERVICES.values().stream(), Stream.of(STREAM_SERVICE))
        .forEach(
            owned ->
                assertThat(
                        PRODUCT.stream()
                            .anyMatch(
                                type -> type.getPackageName().startsWith(owned.replace("..", ""))))
                    .as("classes of %s", owned)
                    .isTrue());
  }

  @Test
  void coreIsPlainJava() {
    noClasses()
        .that()
        .resideInAPackage("io.aiedge.core..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "org.jspecify..", "io.aiedge.core..")
        .because(
            "rules must be testable and reusable without a framework: let the calling service"
                + " translate and pass plain values in")
        .check(PRODUCT);
  }

  @Test
  void whatStreamServicesShareKnowsNoneOfThem() {
    noClasses()
        .that()
        .resideInAPackage(STREAM_SERVICE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(SERVICES.values().stream(), Stream.of(LAUNCHER)).toArray(String[]::new))
        .because("it is below the services: let a service hand in what is its own")
        .check(PRODUCT);
  }

  @Test
  void onlyServicesOnKafkaStreamsUseWhatTheyShare() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.aiedge.core..",
            "io.aiedge.schemas..",
            "io.aiedge.event..",
            "io.aiedge.shim..",
            "io.aiedge.trainer..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(STREAM_SERVICE)
        .because("others have no topology: what they share with it belongs in schemas")
        .check(PRODUCT);
  }

  @Test
  void theLifeOfATopologyIsInOnePlace() {
    noClasses()
        .that()
        .resideInAPackage("io.aiedge..")
        .and()
        .resideOutsideOfPackage(STREAM_SERVICE)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.kafka.streams.KafkaStreams")
        .because("start, failures, metrics and closing are the same for all: use StreamService")
        .check(PRODUCT);
  }

  @Test
  void schemasKnowOnlyCore() {
    noClasses()
        .that()
        .resideInAnyPackage("io.aiedge.schemas..", "io.aiedge.event..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(SERVICES.values().stream(), Stream.of(LAUNCHER)).toArray(String[]::new))
        .because("the contract is below all services: move what they share into the catalogue")
        .check(PRODUCT);
  }

  @TestFactory
  Stream<DynamicTest> servicesMeetOnlyInTopics() {
    return SERVICES.entrySet().stream()
        .map(
            service ->
                DynamicTest.dynamicTest(
                    service.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(service.getValue())
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                Stream.concat(
                                        SERVICES.values().stream()
                                            .filter(other -> !other.equals(service.getValue())),
                                        Stream.of(LAUNCHER))
                                    .toArray(String[]::new))
                            .because(
                                "services meet only in topics: publish an event, or move a shared"
                                    + " rule to core")
                            .check(PRODUCT)));
  }

  @TestFactory
  Stream<DynamicTest> eachFrameworkStaysInItsModules() {
    return Map.of(
            "org.apache.kafka.streams..",
                new String[] {
                  STREAM_SERVICE, "io.aiedge.cloud..", "io.aiedge.bridge..", "io.aiedge.fl.."
                },
            "ai.djl..", new String[] {"io.aiedge.trainer.."},
            "org.tensorflow..", new String[] {"io.aiedge.trainer.."},
            "picocli..", new String[] {"io.aiedge.cli.."},
            "kafka..", new String[] {"io.aiedge.platform.."},
            "org.apache.kafka.connect..", new String[] {"io.aiedge.platform.."})
        .entrySet()
        .stream()
        .map(
            framework ->
                DynamicTest.dynamicTest(
                    framework.getKey(),
                    () ->
                        classes()
                            .that()
                            .resideInAPackage("io.aiedge..")
                            .and()
                            .resideOutsideOfPackages(framework.getValue())
                            .should()
                            .onlyDependOnClassesThat()
                            .resideOutsideOfPackage(framework.getKey())
                            .because("one framework per module: ask the module that has it")
                            .check(PRODUCT)));
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.aiedge.(**)")
        .should()
        .beFreeOfCycles()
        .because("a cycle means that two packages are one idea, or that a third is missing")
        .check(PRODUCT);
  }
}
