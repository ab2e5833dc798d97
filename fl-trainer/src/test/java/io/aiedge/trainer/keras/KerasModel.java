package io.aiedge.trainer.keras;

import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.InitialWeights;
import io.aiedge.core.architecture.KerasSequential;
import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Optimizer;
import io.aiedge.core.architecture.Reading;
import io.aiedge.core.architecture.Training;
import io.aiedge.trainer.tensorflow.Opening;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.tensorflow.TrainableModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small Keras model for tests: read, written and opened. */
public record KerasModel(Architecture architecture, Training training) {
  /** A layer; options are names and values in turn. */
  public static Map<String, Object> layer(String type, Object... options) {
    Map<String, Object> config = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      config.put(String.valueOf(options[i]), options[i + 1]);
    }
    return Map.of("class_name", type, "config", config);
  }

  @SafeVarargs
  public static KerasModel of(
      List<Integer> input, Loss loss, Optimizer optimizer, Map<String, Object>... layers) {
    Integer[] batch = new Integer[input.size() + 1];
    for (int i = 0; i < input.size(); i++) {
      batch[i + 1] = input.get(i);
    }
    List<Object> all = new ArrayList<>();
    all.add(layer("InputLayer", "batch_shape", Arrays.asList(batch)));
    all.addAll(List.of(layers));
    Map<String, Object> json = Map.of("class_name", "Sequential", "config", Map.of("layers", all));
    if (KerasSequential.read(json) instanceof Reading.Accepted<Architecture> accepted) {
      return new KerasModel(accepted.value(), new Training(loss, optimizer));
    }
    throw new AssertionError(KerasSequential.read(json));
  }

  /** The first weights of seed 7. */
  public float[] firstWeights() {
    float[] weights = new float[(int) architecture.parameterCount()];
    InitialWeights.fill(architecture, 7, 0, weights);
    return weights;
  }

  /** Writes it under a folder. */
  public Path writeTo(Path folder) {
    try {
      Path directory = Files.createTempDirectory(folder, "model");
      SavedModelBuilder.write(architecture, training, directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes it under a folder and opens it with its first weights, on one thread. */
  public TrainableModel openIn(Path folder) {
    TrainableModel model = open(writeTo(folder));
    model.setWeights(firstWeights());
    return model;
  }

  /** Opens a model that must keep the contract. */
  public static TrainableModel open(Path directory) {
    if (TrainableModel.open(directory, TensorFlowSettings.repeatable())
        instanceof Opening.Opened opened) {
      return opened.model();
    }
    throw new AssertionError(directory + " was refused");
  }
}
