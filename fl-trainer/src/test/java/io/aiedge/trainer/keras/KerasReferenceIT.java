package io.aiedge.trainer.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.KerasSequential;
import io.aiedge.core.architecture.KerasTraining;
import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Reading;
import io.aiedge.core.architecture.Training;
import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.tensorflow.Batch;
import io.aiedge.trainer.tensorflow.ServableModel;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.tensorflow.WeightsView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Models as Keras 3 writes them compute what Keras computes: outputs, losses and the weights after
 * three steps, as recorded by {@code reference.py}.
 */
class KerasReferenceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final double CLOSE = 5e-6;

  @TempDir Path folder;

  /** A recording, and what was read of it. */
  private record Reference(JsonNode record, Architecture architecture, Training training) {
    static Reference read(String name) throws IOException {
      try (InputStream in = KerasReferenceIT.class.getResourceAsStream("reference/" + name)) {
        JsonNode record = JSON.readTree(Objects.requireNonNull(in));
        Architecture architecture = accepted(KerasSequential.read(map(record, "architecture")));
        return new Reference(
            record,
            architecture,
            accepted(KerasTraining.read(map(record, "training"), architecture)));
      }
    }

    private static Map<String, Object> map(JsonNode record, String part) {
      return JSON.convertValue(record.get(part), OBJECT);
    }

    private static <T> T accepted(Reading<T> reading) {
      if (reading instanceof Reading.Accepted<T> accepted) {
        return accepted.value();
      }
      throw new AssertionError(reading);
    }

    float[] floats(String part) {
      return JSON.convertValue(record.get(part), float[].class);
    }

    Samples samples() {
      Labels labels =
          training.loss() == Loss.MEAN_SQUARED_ERROR
              ? new Labels.Values(floats("y"), architecture.outputWidth())
              : new Labels.Classes(JSON.convertValue(record.get("y"), int[].class));
      return new Samples(architecture.inputShape(), floats("x"), labels);
    }

    Path writeTo(Path folder) {
      return new KerasModel(architecture, training).writeTo(folder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"images.json", "global-average.json", "two-classes.json", "numbers.json"})
  void stepsMoveTheWeightsAsInKeras(String name) throws IOException {
    Reference reference = Reference.read(name);
    Samples samples = reference.samples();
    try (TrainableModel model = KerasModel.open(reference.writeTo(folder));
        Batch batch = model.batch(samples.count())) {
      model.setWeights(reference.floats("weights"));
      batch.fill(samples, IntStream.range(0, samples.count()).toArray(), 0);

      for (float loss : reference.floats("losses")) {
        assertThat((double) model.step(batch, 0.05f, 0).loss()).isEqualTo(loss, within(CLOSE));
      }
      try (WeightsView weights = model.weights()) {
        assertClose(weights.toArray(), reference.floats("trained"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"images.json", "global-average.json", "two-classes.json", "numbers.json"})
  void whatIsServedIsWhatKerasGives(String name) throws IOException {
    Reference reference = Reference.read(name);
    Path served = folder.resolve("served");
    ServableModel.write(reference.writeTo(folder), reference.floats("weights"), served);
    Samples samples = reference.samples();
    long[] shape =
        LongStream.concat(
                LongStream.of(samples.count()),
                samples.shape().stream().mapToLong(Integer::longValue))
            .toArray();

    try (SavedModelBundle bundle = SavedModelBundle.load(served.toString(), "serve");
        TFloat32 x = TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(samples.features()))) {
      TFloat32 output = (TFloat32) bundle.call(Map.of("x", x)).get("output").orElseThrow();
      float[] values = new float[Math.toIntExact(output.size())];
      output.asRawTensor().data().asFloats().read(values);
      assertClose(values, reference.floats("output"));
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).as(Arrays.toString(expected)).hasSameSizeAs(expected);
    assertThat(actual).containsExactly(expected, within((float) CLOSE));
  }
}
