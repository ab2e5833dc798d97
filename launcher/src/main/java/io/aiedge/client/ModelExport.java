package io.aiedge.client;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiedge.core.architecture.Reading;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.trainer.keras.SavedModelBuilder;
import io.aiedge.trainer.specification.KerasModel;
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
 * tensor), {@code model.json} (what it is and where it comes from) and, where the clients built the
 * model, the SavedModel they trained.
 *
 * @param description what stands in {@code model.json}
 */
public record ModelExport(Map<String, Object> description) {
  /** Writes a version to a folder, which is made if need be. */
  public static ModelExport write(CloudClient client, ModelVersion version, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    ModelSpec model =
        client
            .job(version.getJob())
            .orElseThrow(() -> new IllegalStateException("there is no job " + version.getJob()))
            .getSpec()
            .getModel();
    if (model.getKind() == ModelKind.KERAS
        && KerasModel.read(model.getArchitecture(), model.getTraining())
            instanceof Reading.Accepted<KerasModel> keras) {
      SavedModelBuilder.write(keras.value().architecture(), keras.value().training(), folder);
    }
    write(client.weights(version).values(), folder.resolve("weights.f32"));
    Map<String, Object> description = describe(version);
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(folder.resolve("model.json").toFile(), description);
    return new ModelExport(description);
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
