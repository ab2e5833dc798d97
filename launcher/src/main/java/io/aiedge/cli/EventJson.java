package io.aiedge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Events as JSON for scripts: times in ISO 8601, digests in hex, bytes in base 64. */
final class EventJson {
  private static final ObjectWriter LINE = JsonMapper.builder().build().writer();
  private static final ObjectWriter PAGE = LINE.with(SerializationFeature.INDENT_OUTPUT);

  private EventJson() {}

  /** Over several lines, easy on the eye. */
  static String of(Object value) {
    return write(value, PAGE);
  }

  /** In one line, as one of a stream. */
  static String line(Object value) {
    return write(value, LINE);
  }

  private static String write(Object value, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(plain(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof IndexedRecord record) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      for (Schema.Field field : record.getSchema().getFields()) {
        fields.put(field.name(), plain(record.get(field.pos())));
      }
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      map.forEach((key, entry) -> entries.put(String.valueOf(key), plain(entry)));
      return entries;
    }
    if (value instanceof Collection<?> collection) {
      List<@Nullable Object> items = new java.util.ArrayList<>();
      collection.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (value instanceof GenericFixed fixed) {
      return HexFormat.of().formatHex(fixed.bytes());
    }
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return Base64.getEncoder().encodeToString(copy);
    }
    if (value instanceof Instant || value instanceof Enum<?>) {
      return value.toString();
    }
    return value;
  }
}
