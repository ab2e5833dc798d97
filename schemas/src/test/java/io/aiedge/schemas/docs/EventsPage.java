package io.aiedge.schemas.docs;

import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Writes {@code docs/events.md} from the schemas. */
final class EventsPage {
  private static final String HEAD =
      """
      # Events

      The value of a record is an event in Avro's single-object encoding: the bytes `C3 01`, the CRC-64-AVRO
      fingerprint of the schema as 8 bytes, little-endian, and the fields as Avro binary
      ([ADR 0001](adr/0001-single-object-encoding.md)). Headers are those of CloudEvents: `ce_id`, `ce_type`,
      `ce_source`, `ce_time`. Where the events travel stands in [topics.md](topics.md). The fingerprint is
      written here as dead letters name it. This page is generated from the schemas.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);
  private final Map<String, Schema> parts = new TreeMap<>();
  private final Map<String, Schema> events = new LinkedHashMap<>();

  private EventsPage() {
    TopicCatalogue.events()
        .map(type -> SpecificData.get().getSchema(type))
        .forEach(event -> events.put(event.getFullName(), event));
  }

  static String text() {
    return new EventsPage().write();
  }

  private String write() {
    section("Fleet", "io.aiedge.event.fleet");
    section("Federated learning", "io.aiedge.event.fl");
    events.values().forEach(this::collectParts);
    page.append("\n## Parts of events\n");
    parts.values().forEach(this::part);
    return page.toString();
  }

  private void section(String title, String namespace) {
    page.append("\n## ").append(title).append('\n');
    events.values().stream()
        .filter(event -> event.getNamespace().equals(namespace))
        .sorted((one, other) -> one.getName().compareTo(other.getName()))
        .forEach(this::event);
  }

  private void event(Schema event) {
    List<Topic> topics =
        TopicCatalogue.all().stream()
            .filter(
                topic ->
                    topic.events().stream()
                        .map(type -> SpecificData.get().getSchema(type))
                        .anyMatch(event::equals))
            .toList();
    page.append("\n### ").append(event.getName()).append("\n\n").append(event.getDoc());
    page.append("\n\nIn ")
        .append(
            topics.stream()
                .map(topic -> "`%s` (key: %s)".formatted(topic.name(), topic.key()))
                .collect(Collectors.joining(" and ")))
        .append(". Fingerprint `%016x`.\n".formatted(EventCodec.fingerprint(event)));
    fields(event);
  }

  private void part(Schema part) {
    page.append("\n### ").append(part.getName()).append("\n\n").append(part.getDoc());
    page.append("\n");
    switch (part.getType()) {
      case RECORD -> fields(part);
      case ENUM -> page.append("\nOne of ").append(code(part.getEnumSymbols())).append(".\n");
      default -> page.append("\n").append(part.getFixedSize()).append(" bytes.\n");
    }
  }

  private void fields(Schema record) {
    page.append("\n| Field | Type | Default | What it is |\n|---|---|---|---|\n");
    for (Schema.Field field : record.getFields()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  field.name(),
                  type(field.schema()),
                  fallback(field),
                  field.doc().replace("|", "\\|").replace('\n', ' ')));
    }
  }

  private static String fallback(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "";
    }
    Object value = field.defaultVal();
    if (value == JsonProperties.NULL_VALUE) {
      return "`null`";
    }
    return field.schema().getType() == Schema.Type.STRING
        ? "`\"" + value + "\"`"
        : "`" + value + "`";
  }

  private static String type(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical != null) {
      return logical.getName();
    }
    return switch (schema.getType()) {
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of text to " + type(schema.getValueType());
      case UNION ->
          schema.getTypes().stream().map(EventsPage::type).collect(Collectors.joining(" or "));
      case RECORD, ENUM, FIXED ->
          "[%s](#%s)".formatted(schema.getName(), schema.getName().toLowerCase(Locale.ROOT));
      case STRING -> "text";
      default -> schema.getType().getName();
    };
  }

  private static String code(List<String> symbols) {
    return symbols.stream().map(symbol -> "`" + symbol + "`").collect(Collectors.joining(", "));
  }

  private void collectParts(Schema schema) {
    switch (schema.getType()) {
      case ARRAY -> collectParts(schema.getElementType());
      case MAP -> collectParts(schema.getValueType());
      case UNION -> schema.getTypes().forEach(this::collectParts);
      case RECORD -> {
        keep(schema);
        schema.getFields().forEach(field -> collectParts(field.schema()));
      }
      case ENUM, FIXED -> keep(schema);
      default -> {}
    }
  }

  private void keep(Schema schema) {
    if (!events.containsKey(schema.getFullName())) {
      parts.put(schema.getName(), schema);
    }
  }
}
