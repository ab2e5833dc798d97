package io.aiedge.client.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.aiedge.core.strategy.StrategySettings;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A job as a user writes it:
 *
 * <pre>{@code
 * {
 *   "name": "digits", "dataset": "digits",
 *   "model": {"keras": {Keras Sequential}, "compile": {"loss": ..., "optimizer": ...}}
 *         or {"savedModel": "folder"},
 *   "training": {fields of LocalTrainingSpec}, "strategy": {fields of StrategySpec},
 *   "rounds": {fields of RoundSpec}, "seed": 1
 * }
 * }</pre>
 *
 * @param name for people; also the beginning of the job's identity
 * @param dataset the data set its clients must hold
 * @param model where the model comes from
 * @param training what each client does in a round
 * @param strategy how the cloud averages
 * @param rounds how rounds are run
 * @param seed of the first weights and of the choice of clients
 */
public record JobFile(
    String name,
    String dataset,
    Model model,
    LocalTrainingSpec training,
    StrategySpec strategy,
    RoundSpec rounds,
    long seed) {
  private static final ObjectMapper JSON = new JsonMapper();
  private static final Set<String> FIELDS =
      new TreeSet<>(List.of("name", "dataset", "model", "training", "strategy", "rounds", "seed"));

  /** Where a model comes from. */
  public sealed interface Model {
    /**
     * A Keras architecture.
     *
     * @param architecture Keras {@code Sequential} JSON
     * @param compile loss and optimizer, as JSON
     */
    record Keras(String architecture, String compile) implements Model {}

    /**
     * A folder that keeps the contract of trainable SavedModels.
     *
     * @param folder the folder
     */
    record Saved(Path folder) implements Model {}
  }

  /** Reads a file; a SavedModel's folder is relative to it. */
  public static JobFile read(Path file) throws IOException {
    try {
      Path parent = file.toAbsolutePath().getParent();
      return parse(Files.readString(file), Optional.ofNullable(parent).orElse(file));
    } catch (NoSuchFileException e) {
      throw new JobFileException("there is no job file " + file.toAbsolutePath());
    }
  }

  /**
   * Reads a text.
   *
   * @param base the folder that relative paths start from
   * @throws JobFileException if it cannot be used; the message says where
   */
  public static JobFile parse(String text, Path base) {
    JsonNode root = tree(text);
    if (!root.isObject()) {
      throw new JobFileException("a job file is a JSON object");
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new JobFileException(
            "/%s is unknown: give some of %s".formatted(field.getKey(), FIELDS));
      }
    }
    return new JobFile(
        text(root, "name"),
        text(root, "dataset"),
        model(root.path("model"), base),
        JsonRecords.read(root.path("training"), "/training", LocalTrainingSpec.class, Map.of()),
        JsonRecords.read(
            root.path("strategy"),
            "/strategy",
            StrategySpec.class,
            usualStrategy(root.path("strategy"))),
        JsonRecords.read(
            root.path("rounds"), "/rounds", RoundSpec.class, usualRounds(root.path("rounds"))),
        seed(root.path("seed")));
  }

  private static Map<String, JsonNode> usualStrategy(JsonNode strategy) {
    String given = strategy.path("kind").asText();
    for (StrategySettings.Kind kind : StrategySettings.Kind.values()) {
      if (kind.name().equalsIgnoreCase(given)) {
        return Map.of("learningRate", DoubleNode.valueOf(kind.usualLearningRate()));
      }
    }
    return Map.of();
  }

  /** A round that needs so many clients cannot begin with fewer. */
  private static Map<String, JsonNode> usualRounds(JsonNode rounds) {
    return rounds.has("minClients") ? Map.of("minAvailable", rounds.get("minClients")) : Map.of();
  }

  private static long seed(JsonNode seed) {
    if (!seed.isMissingNode() && !(seed.isIntegralNumber() && seed.canConvertToLong())) {
      throw new JobFileException("/seed is not allowed: give a whole number");
    }
    return seed.asLong(0);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new JobFileException(
          "not JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    }
  }

  private static String text(JsonNode root, String field) {
    JsonNode value = root.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new JobFileException("/" + field + " is missing: give a text");
    }
    return value.textValue();
  }

  private static Model model(JsonNode model, Path base) {
    Set<String> given = new TreeSet<>();
    model.fieldNames().forEachRemaining(given::add);
    if (given.equals(Set.of("savedModel")) && model.path("savedModel").isTextual()) {
      return new Model.Saved(base.resolve(model.path("savedModel").textValue()));
    }
    if (given.equals(Set.of("keras", "compile"))
        && model.path("keras").isObject()
        && model.path("compile").isObject()) {
      return new Model.Keras(model.path("keras").toString(), model.path("compile").toString());
    }
    throw new JobFileException(
        "/model with %s is not allowed: give \"keras\" and \"compile\" as objects, or \"savedModel\" as a text, and nothing else"
            .formatted(given));
  }
}
