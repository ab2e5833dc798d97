package io.aiedge.client.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Fills a flat event record from a JSON object of the same field names. */
final class JsonRecords {
  private JsonRecords() {}

  /**
   * Reads a record.
   *
   * @param node the object; a missing one counts as empty
   * @param pointer where it stands in its file, for messages
   * @param usual what some absent fields have in place of the schema's default
   * @throws JobFileException if a field is unknown, missing or of the wrong type
   */
  static <R extends SpecificRecord> R read(
      JsonNode node, String pointer, Class<R> type, Map<String, JsonNode> usual) {
    Schema schema = SpecificData.get().getSchema(type);
    if (!node.isObject() && !node.isMissingNode()) {
      throw new JobFileException(pointer + " is not an object");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (schema.getField(field.getKey()) == null) {
        throw new JobFileException(
            "%s/%s is unknown: give one of %s".formatted(pointer, field.getKey(), names(schema)));
      }
    }
    R record = type.cast(SpecificData.newInstance(type, schema));
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = node.path(field.name());
      if (value.isMissingNode()) {
        value = usual.getOrDefault(field.name(), value);
      }
      String where = pointer + "/" + field.name();
      if (value.isMissingNode() && !field.hasDefaultValue()) {
        throw new JobFileException(where + " is missing: " + field.doc());
      }
      record.put(
          field.pos(),
          value.isMissingNode()
              ? SpecificData.getForClass(type).getDefaultValue(field)
              : read(value, where, field.schema()));
    }
    return record;
  }

  private static TreeSet<String> names(Schema schema) {
    TreeSet<String> names = new TreeSet<>();
    schema.getFields().forEach(field -> names.add(field.name()));
    return names;
  }

  private static @Nullable Object read(JsonNode value, String where, Schema schema) {
    return switch (schema.getType()) {
      case INT -> {
        require(value.canConvertToInt() && value.isIntegralNumber(), where, "a whole number");
        yield value.intValue();
      }
      case LONG -> {
        require(value.canConvertToLong() && value.isIntegralNumber(), where, "a whole number");
        yield value.longValue();
      }
      case DOUBLE -> {
        require(value.isNumber(), where, "a number");
        yield value.doubleValue();
      }
      case STRING -> {
        require(value.isTextual(), where, "a text");
        yield value.textValue();
      }
      case ENUM -> constant(value, where, schema);
      case UNION -> value.isNull() ? null : read(value, where, schema.getTypes().get(1));
      default -> throw new JobFileException(where + " cannot be set in a job file");
    };
  }

  private static Object constant(JsonNode value, String where, Schema schema) {
    String name = value.asText().toUpperCase(Locale.ROOT).replace('-', '_');
    require(schema.hasEnumSymbol(name), where, "one of " + schema.getEnumSymbols());
    return SpecificData.get().createEnum(name, schema);
  }

  private static void require(boolean holds, String where, String allowed) {
    if (!holds) {
      throw new JobFileException(where + " is not allowed: give " + allowed);
    }
  }
}
