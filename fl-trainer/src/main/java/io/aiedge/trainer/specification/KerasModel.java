package io.aiedge.trainer.specification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.KerasSequential;
import io.aiedge.core.architecture.KerasTraining;
import io.aiedge.core.architecture.Reading;
import io.aiedge.core.architecture.Training;
import java.util.Map;

/**
 * A model specified in the words of Keras.
 *
 * @param architecture its layers
 * @param training its loss and optimizer, which fit the layers
 */
public record KerasModel(Architecture architecture, Training training) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /**
   * Reads a model.
   *
   * @param architecture Keras {@code Sequential} JSON
   * @param training Keras-style JSON with loss and optimizer
   * @return a rejection names the layer or part that is not supported, or where the JSON is broken
   */
  public static Reading<KerasModel> read(String architecture, String training) {
    Reading<Map<String, Object>> layers = object("model", architecture);
    if (layers instanceof Reading.Rejected<Map<String, Object>> no) {
      return rejected(no);
    }
    Reading<Map<String, Object>> compile = object("training", training);
    if (compile instanceof Reading.Rejected<Map<String, Object>> no) {
      return rejected(no);
    }
    return read(value(layers), value(compile));
  }

  private static Reading<KerasModel> read(Map<String, Object> layers, Map<String, Object> compile) {
    Reading<Architecture> architecture = KerasSequential.read(layers);
    if (architecture instanceof Reading.Rejected<Architecture> no) {
      return rejected(no);
    }
    Reading<Training> training = KerasTraining.read(compile, value(architecture));
    if (training instanceof Reading.Rejected<Training> no) {
      return rejected(no);
    }
    return new Reading.Accepted<>(new KerasModel(value(architecture), value(training)));
  }

  private static Reading<Map<String, Object>> object(String what, String json) {
    try {
      Map<String, Object> read = JSON.readValue(json, OBJECT);
      return read == null
          ? new Reading.Rejected<>(what, "it is null; give a JSON object")
          : new Reading.Accepted<>(read);
    } catch (JsonProcessingException e) {
      return new Reading.Rejected<>(
          what,
          "no JSON object at line %d, column %d: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    }
  }

  private static <T> T value(Reading<T> reading) {
    return ((Reading.Accepted<T>) reading).value();
  }

  private static Reading<KerasModel> rejected(Reading.Rejected<?> no) {
    return new Reading.Rejected<>(no.where(), no.reason());
  }
}
