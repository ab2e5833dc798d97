package io.aiedge.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Schemas as text for everyone: JSON with documentation, without what only Java reads. */
public final class SchemaText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

  private SchemaText() {}

  /** The text of a schema: the same for the same schema, with the same fingerprint. */
  public static String of(Schema schema) {
    try {
      return WRITER.writeValueAsString(portable(JSON.readTree(schema.toString()))) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
    }
  }

  private static JsonNode portable(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, portable(array.get(i)));
      }
    }
    if (node instanceof ObjectNode object) {
      object.remove(GenericData.STRING_PROP);
      object.properties().forEach(property -> property.setValue(portable(property.getValue())));
      if (object.size() == 1 && object.path("type").isTextual()) {
        return object.get("type");
      }
    }
    return node;
  }
}
