package io.aiedge.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class EventContractTest {
  @Test
  void everyTypeAndEveryFieldIsDocumented() {
    List<String> lacking = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    EventSchemas.all().forEach(schema -> collectUndocumented(schema, seen, lacking));

    assertThat(seen).as("the walk reached nested types").hasSizeGreaterThan(50);
    assertThat(lacking).as("give each a /** comment */ in the .avdl").isEmpty();
  }

  @Test
  void everyEventSaysItsTopics() {
    for (Topic topic : TopicCatalogue.all()) {
      topic.events().stream()
          .map(type -> SpecificData.get().getSchema(type))
          .forEach(
              event ->
                  assertThat(event.getDoc())
                      .as("documentation of " + event.getName())
                      .contains(topic.name()));
    }
  }

  @Test
  void noTwoEventsHaveOneName() {
    assertThat(EventSchemas.all()).extracting(Schema::getName).doesNotHaveDuplicates();
  }

  @Test
  void whateverAnEventHoldsIsReadAsItWasWritten() {
    EventCodec codec = new EventCodec();
    for (Schema schema : EventSchemas.all()) {
      for (GenericRecord record : EventSchemas.random(schema, 25)) {
        Decoded decoded = codec.decode(EventSchemas.written(record));

        assertThat(decoded).as(schema.getName()).isInstanceOf(Decoded.Event.class);
        byte[] again = codec.encode(((Decoded.Event) decoded).event());
        assertThat(EventSchemas.read(schema, again)).as(schema.getName()).isEqualTo(record);
      }
    }
  }

  @Test
  void theTextOfASchemaKeepsItsFingerprintAndItsDocumentation() {
    for (Schema schema : EventSchemas.all()) {
      Schema parsed = new Schema.Parser().parse(SchemaText.of(schema));

      assertThat(EventCodec.fingerprint(parsed)).isEqualTo(EventCodec.fingerprint(schema));
      assertThat(parsed.getDoc()).isEqualTo(schema.getDoc());
      assertThat(SchemaText.of(parsed)).isEqualTo(SchemaText.of(schema)).doesNotContain("java");
    }
  }

  private static void collectUndocumented(Schema schema, Set<String> seen, List<String> lacking) {
    switch (schema.getType()) {
      case ARRAY -> collectUndocumented(schema.getElementType(), seen, lacking);
      case MAP -> collectUndocumented(schema.getValueType(), seen, lacking);
      case UNION -> schema.getTypes().forEach(type -> collectUndocumented(type, seen, lacking));
      case RECORD, ENUM, FIXED -> {
        if (seen.add(schema.getFullName())) {
          if (isBlank(schema.getDoc())) {
            lacking.add(schema.getFullName());
          }
          if (schema.getType() == Schema.Type.RECORD) {
            for (Schema.Field field : schema.getFields()) {
              if (isBlank(field.doc())) {
                lacking.add(schema.getFullName() + "." + field.name());
              }
              collectUndocumented(field.schema(), seen, lacking);
            }
          }
        }
      }
      default -> {}
    }
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
