package io.aiedge.client;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiedge.core.architecture.Reading;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.trainer.keras.SavedModelBuilder;
import io.aiedge.trainer.specification.KerasModel;
import io.aiedge.trainer.tensorflow.ServableModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model version as files: {@code weights.f32} (all weights, float32, little-endian, tensor after
 * tensor), {@code model.json} (what it is and where it comes from) and, where the job gave a Keras
 * architecture, a SavedModel that TensorFlow serves. A job that brought a SavedModel of its own
 * gets its weights: they go into that model by its {@code set_weights}.
 *
 * @param description what stands in {@code model.json}
 */
public record ModelExport(Map<String, Object> description) {
  /** Writes a version to a folder, which must not be there yet. */
  public static ModelExport write(CloudClient client, ModelVersion version, Path folder)
      throws IOException {
    ModelSpec model =
        client
            .job(version.getJob())
            .orElseThrow(() -> new IllegalStateException("there is no job " + version.getJob()))
            .getSpec()
            .getModel();
    float[] weights = client.weights(version).values();
    if (KerasModel.read(model.getArchitecture(), model.getTraining())
        instanceof Reading.Accepted<KerasModel> keras) {
      writeServable(keras.value(), weights, folder);
    } else {
      Files.createDirectories(folder);
    }
    write(weights, folder.resolve("weights.f32"));
    Map<String, Object> description = describe(version);
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(folder.resolve("model.json").toFile(), description);
    return new ModelExport(description);
  }

  private static void writeServable(KerasModel model, float[] weights, Path folder)
      throws IOException {
    Path graph = Files.createTempDirectory("aiedge-graph-");
    SavedModelBuilder.write(model.architecture(), model.training(), graph);
    ServableModel.write(graph, weights, folder);
    Files.delete(graph.resolve("saved_model.pb"));
    Files.delete(graph);
  }

  private static void write(float[] values, Path file) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }

  private static Map<String, Object> describe(ModelVersion version) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("job", version.getJob());
    description.put("version", version.getVersion());
    description.put("sha256", HexFormat.of().formatHex(version.getSha256().bytes()));
    description.put("parameters", version.getParameters());
    description.put("made", version.getAt().toString());
    Map<String, Long> contributions = new LinkedHashMap<>();
    version.getContributions().forEach(one -> contributions.put(one.getClient(), one.getSamples()));
    description.put("rowsByClient", contributions);
    return description;
  }
}
