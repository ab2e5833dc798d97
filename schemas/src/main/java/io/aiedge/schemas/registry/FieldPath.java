package io.aiedge.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiedge.schemas.serde.SchemaText;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Names of fields for places in a schema. */
final class FieldPath {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FieldPath() {}

  /**
   * The fields on the way to a place, joined by dots.
   *
   * @param pointer a JSON pointer into the schema, such as {@code /fields/3/type/fields/1}
   * @return empty where there is no field on the way
   */
  static String at(Schema schema, String pointer) {
    List<String> names = new ArrayList<>();
    JsonNode node = tree(schema);
    String before = "";
    for (String step : pointer.split("/")) {
      if (step.isEmpty()) {
        continue;
      }
      node =
          node.isArray() && step.matches("\\d{1,9}")
              ? node.path(Integer.parseInt(step))
              : node.path(step);
      if (before.equals("fields") && node.has("name")) {
        names.add(node.get("name").asText());
      }
      before = step;
    }
    return String.join(".", names);
  }

  private static JsonNode tree(Schema schema) {
    try {
      return JSON.readTree(SchemaText.of(schema));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the text of a schema is not JSON", e);
    }
  }
}
