package io.aiedge.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.Command;
import io.aiedge.schemas.registry.Publication.Published;
import io.aiedge.schemas.registry.Publication.Refused;
import io.aiedge.schemas.registry.Publication.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
  private static final String ARTIFACTS = "POST /groups/aiedge/artifacts";
  private static final List<Schema> SCHEMAS =
      List.of(ClusterLease.getClassSchema(), Command.getClassSchema());
  private static final String VIOLATION =
      """
      {"name": "RuleViolationException", "status": 409, "title": "Incompatible artifact",
       "causes": [{"context": "/fields/3/type/0/fields/1/type",
                   "description": "reader type: LONG not compatible with writer type: STRING"}]}
      """;

  private FakeRegistry registry;

  @BeforeEach
  void startWithAGroupThatIsThere() throws IOException {
    registry =
        new FakeRegistry()
            .with("POST /groups", 409, "{\"name\": \"GroupAlreadyExistsException\"}")
            .with("POST /groups/aiedge/rules", 204, "")
            .with(ARTIFACTS, 200, "{}");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theRulesStandBeforeTheFirstSchemaComes() {
    assertThat(SchemaRegistry.at(registry.address()).publish(SCHEMAS)).isEqualTo(new Published(2));

    assertThat(registry.asked())
        .containsExactly(
            "POST /groups",
            "POST /groups/aiedge/rules",
            "POST /groups/aiedge/rules",
            ARTIFACTS,
            ARTIFACTS);
  }

  @Test
  void aRefusalNamesTheFieldAndTheCause() {
    registry.with(ARTIFACTS, 409, VIOLATION);

    Publication outcome = SchemaRegistry.at(registry.address()).publish(SCHEMAS);

    assertThat(outcome).isInstanceOf(Refused.class);
    List<Refusal> refusals = ((Refused) outcome).refusals();
    assertThat(refusals).as("the first does not keep out the second").hasSize(2);
    assertThat(refusals.get(1).message())
        .contains("io.aiedge.event.fleet.Command")
        .contains("field action.revision (/fields/3/type/0/fields/1/type)")
        .contains("LONG not compatible")
        .contains("give new fields a default");
  }

  @Test
  void aPlaceWhereTheRegisteredSchemaHasAnotherFieldNamesBoth() {
    registry
        .with(ARTIFACTS, 409, VIOLATION.replace("/fields/3/type/0/fields/1/type", "/fields/1"))
        .with(
            "GET /groups/aiedge/artifacts/io.aiedge.event.fleet.Command/versions/branch=latest/content",
            200,
            """
            {"type": "record", "name": "Command", "fields": [
              {"name": "commandId", "type": "string"}, {"name": "urgency", "type": "int"}]}
            """);

    Publication outcome =
        SchemaRegistry.at(registry.address()).publish(List.of(Command.getClassSchema()));

    assertThat(((Refused) outcome).refusals().get(0).message())
        .contains("field cluster or urgency (/fields/1)");
  }

  @Test
  void anAddressWhereNobodyListensIsUnreachable() {
    URI address = registry.address();
    registry.close();

    assertThat(SchemaRegistry.at(address).publish(SCHEMAS))
        .isInstanceOfSatisfying(
            Unreachable.class,
            outcome -> assertThat(outcome.reason()).contains(address.toString()));
  }

  @Test
  void somethingThatIsNoRegistryIsUnreachable() {
    registry.with("POST /groups", 404, "<html>");

    assertThat(SchemaRegistry.at(registry.address()).publish(SCHEMAS))
        .isInstanceOfSatisfying(
            Unreachable.class,
            outcome -> assertThat(outcome.reason()).contains("status 404").contains("Apicurio"));
  }

  @Test
  void aFailureOfTheRegistryIsNoRefusal() {
    registry.with(ARTIFACTS, 500, "{\"title\": \"out of disk\"}");

    assertThat(SchemaRegistry.at(registry.address()).publish(SCHEMAS))
        .isInstanceOfSatisfying(
            Unreachable.class, outcome -> assertThat(outcome.reason()).contains("out of disk"));
  }

  @Test
  void aRegistryThatHangsIsGivenUp() throws IOException {
    try (var silent = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://localhost:" + silent.getLocalPort());
      RegistryClient client = new RegistryClient(address, Duration.ofMillis(200));

      assertThat(new SchemaRegistry(client).publish(SCHEMAS)).isInstanceOf(Unreachable.class);
    }
  }
}
