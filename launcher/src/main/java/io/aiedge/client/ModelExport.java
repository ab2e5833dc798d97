package io.aiedge.client;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiedge.core.architecture.Reading;
import io.aiedge.core.file.FileTree;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelKind;
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
 * A model version as files: a SavedModel with the weights that TensorFlow serves, {@code
 * weights.f32} (all weights, float32, little-endian, tensor after tensor) and {@code model.json}
 * (what it is and where it comes from).
 *
 * @param description what stands in {@code model.json}
 */
public record ModelExport(Map<String, Object> description) {
  /**
   * Writes a version to a folder, which must not be there yet.
   *
   * @throws IllegalStateException if the weights or the model are not in the topics any more
   */
  public static ModelExport write(CloudClient client, ModelVersion version, Path folder)
      throws IOException {
    JobView job =
        client
            .job(version.getJob())
            .orElseThrow(() -> new IllegalStateException("there is no job " + version.getJob()));
    float[] weights = client.weights(version).values();
    Path graph = Files.createTempDirectory("aiedge-graph-");
    try {
      writeGraph(client, job, graph);
      ServableModel.write(graph, weights, folder);
    } finally {
      FileTree.delete(graph);
    }
    write(weights, folder.resolve("weights.f32"));
    Map<String, Object> description = describe(version);
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(folder.resolve("model.json").toFile(), description);
    return new ModelExport(description);
  }

  private static void writeGraph(CloudClient client, JobView job, Path folder) throws IOException {
    ModelSpec model = job.getSpec().getModel();
    if (model.getKind() == ModelKind.SAVED_MODEL) {
      client.unpackSavedModel(job, folder);
      return;
    }
    Reading<KerasModel> reading = KerasModel.read(model.getArchitecture(), model.getTraining());
    if (reading instanceof Reading.Rejected<KerasModel> rejected) {
      throw new IllegalStateException("the model cannot be built: " + rejected.message());
    }
    KerasModel keras = ((Reading.Accepted<KerasModel>) reading).value();
    SavedModelBuilder.write(keras.architecture(), keras.training(), folder);
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
