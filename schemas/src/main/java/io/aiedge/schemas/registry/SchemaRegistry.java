package io.aiedge.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiedge.schemas.registry.RegistryClient.Reply;
import io.aiedge.schemas.serde.SchemaText;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Publishes schemas in the registry's group {@value RegistryClient#GROUP}, each as an artifact
 * named as the schema. The group is made with its rules where it is not there: schemas must be
 * valid, and every version must read and be read by every other (FULL_TRANSITIVE). Rules that an
 * operator has set are left as they are. Safe for use by several threads.
 */
public final class SchemaRegistry {
  /** The first compatibility check of a cold registry takes seconds. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final String GROUP = "/groups/" + RegistryClient.GROUP;
  private static final String RULES = GROUP + "/rules";
  private static final String ARTIFACTS = GROUP + "/artifacts?ifExists=FIND_OR_CREATE_VERSION";
  private static final int EXISTS = 409;

  private final RegistryClient client;

  SchemaRegistry(RegistryClient client) {
    this.client = client;
  }

  /**
   * The registry at an address.
   *
   * @param registry the base of its core API, such as {@code http://registry:8080/apis/registry/v3}
   */
  public static SchemaRegistry at(URI registry) {
    return new SchemaRegistry(new RegistryClient(registry, TIMEOUT));
  }

  /**
   * Publishes schemas. One that is there already stays the version it is; a changed one becomes a
   * new version. One refused does not keep out the others.
   */
  public Publication publish(List<Schema> schemas) {
    Optional<Publication.Unreachable> lacking = prepareGroup();
    if (lacking.isPresent()) {
      return lacking.get();
    }
    List<Refusal> refusals = new ArrayList<>();
    for (Schema schema : schemas) {
      Reply reply = client.post(ARTIFACTS, artifact(schema));
      if (!(reply instanceof Reply.Answer answer)) {
        return unreachable(reply);
      }
      if (!answer.isGood()) {
        if (!isViolation(answer)) {
          return unreachable(reply);
        }
        refusals.add(refusal(schema, answer.json()));
      }
    }
    return refusals.isEmpty()
        ? new Publication.Published(schemas.size())
        : new Publication.Refused(refusals);
  }

  private Optional<Publication.Unreachable> prepareGroup() {
    ObjectNode group =
        json().put("groupId", RegistryClient.GROUP).put("description", "Events of AI Edge");
    return made(client.post("/groups", group))
        .or(() -> made(client.post(RULES, rule("VALIDITY", "FULL"))))
        .or(() -> made(client.post(RULES, rule("COMPATIBILITY", "FULL_TRANSITIVE"))));
  }

  private Optional<Publication.Unreachable> made(Reply reply) {
    return reply instanceof Reply.Answer answer && (answer.isGood() || answer.status() == EXISTS)
        ? Optional.empty()
        : Optional.of(unreachable(reply));
  }

  private Publication.Unreachable unreachable(Reply reply) {
    return new Publication.Unreachable(client.reason(reply));
  }

  private static boolean isViolation(Reply.Answer answer) {
    return answer.json().path("name").asText().equals("RuleViolationException");
  }

  private Refusal refusal(Schema schema, JsonNode problem) {
    Optional<Schema> registered = registered(schema.getFullName());
    List<Refusal.Violation> violations = new ArrayList<>();
    for (JsonNode cause : problem.path("causes")) {
      String pointer = cause.path("context").asText("");
      // The registry does not say in which of the two schemas it counted.
      String field =
          Stream.concat(Stream.of(schema), registered.stream())
              .map(either -> FieldPath.at(either, pointer))
              .filter(name -> !name.isEmpty())
              .distinct()
              .collect(Collectors.joining(" or "));
      violations.add(new Refusal.Violation(field, pointer, cause.path("description").asText("")));
    }
    return new Refusal(schema.getFullName(), problem.path("title").asText(""), violations);
  }

  private Optional<Schema> registered(String name) {
    Reply latest = client.get(GROUP + "/artifacts/" + name + "/versions/branch=latest/content");
    if (!(latest instanceof Reply.Answer answer) || !answer.isGood()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Schema.Parser().parse(answer.body()));
    } catch (AvroRuntimeException e) {
      return Optional.empty(); // only the names of fields are lost
    }
  }

  private static ObjectNode artifact(Schema schema) {
    ObjectNode artifact =
        json().put("artifactId", schema.getFullName()).put("artifactType", "AVRO");
    artifact
        .putObject("firstVersion")
        .putObject("content")
        .put("content", SchemaText.of(schema))
        .put("contentType", "application/json");
    return artifact;
  }

  private static ObjectNode rule(String type, String config) {
    return json().put("ruleType", type).put("config", config);
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
