package io.aiedge.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class ReleasedSchemasTest {
  private static final Path FOLDER = Path.of("src/main/resources/io/aiedge/schemas/serde/released");
  private static final String WHAT_TO_DO =
      """
      Events must stay readable both ways: give new fields a default, and keep the names and types \
      of those that are there. Where nothing of release N has run anywhere yet, take its snapshot \
      again: mvn -pl schemas -am test -Dtest=ReleasedSchemasTest#takeASnapshot -Daiedge.release=N \
      -Dsurefire.failIfNoSpecifiedTests=false""";

  private static final Map<String, Schema> CURRENT =
      EventSchemas.all().stream()
          .collect(Collectors.toMap(Schema::getFullName, Function.identity()));

  @Test
  void everyReleaseAndThisBuildReadEachOther() {
    List<String> faults = new ArrayList<>();
    for (Schema released : ReleasedSchemas.all()) {
      Schema current = CURRENT.get(released.getFullName());
      if (current == null) {
        faults.add(released.getFullName() + " was released and is gone");
      } else {
        faults.addAll(faults(current, released, "this build cannot read what a release wrote"));
        faults.addAll(faults(released, current, "a release cannot read what this build writes"));
      }
    }
    assertThat(faults).as(WHAT_TO_DO).isEmpty();
  }

  @Test
  void whatAReleaseWroteIsRead() {
    EventCodec codec = new EventCodec();
    for (Schema released : ReleasedSchemas.all()) {
      for (GenericRecord record : EventSchemas.random(released, 5)) {
        assertThat(codec.decode(EventSchemas.written(record)))
            .as("%s of a release. %s", released.getName(), WHAT_TO_DO)
            .isInstanceOf(Decoded.Event.class);
      }
    }
  }

  @Test
  void theSnapshotsAreThoseOfTheIndex() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              withIndex(Files.readAllLines(FOLDER.resolve("index"))));
    }
  }

  /** No test: takes a snapshot of the schemas that changed since the release before. */
  @Test
  @EnabledIfSystemProperty(named = "aiedge.release", matches = "[1-9][0-9]*")
  void takeASnapshot() throws IOException {
    String suffix = "." + System.getProperty("aiedge.release") + ".avsc";
    List<String> index = new ArrayList<>();
    Map<String, String> before = new LinkedHashMap<>();
    for (String name : Files.readAllLines(FOLDER.resolve("index"))) {
      if (name.endsWith(suffix)) {
        Files.deleteIfExists(FOLDER.resolve(name));
      } else {
        index.add(name);
        before.put(name.substring(0, name.indexOf('.')), Files.readString(FOLDER.resolve(name)));
      }
    }
    for (Schema schema : EventSchemas.all()) {
      String text = SchemaText.of(schema);
      if (!text.equals(before.get(schema.getName()))) {
        Files.writeString(FOLDER.resolve(schema.getName() + suffix), text);
        index.add(schema.getName() + suffix);
      }
    }
    Files.write(FOLDER.resolve("index"), index);
  }

  private static List<String> withIndex(List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.add("index");
    return all;
  }

  private static List<String> faults(Schema reader, Schema writer, String meaning) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    return pair.getResult().getIncompatibilities().stream()
        .map(
            fault ->
                "%s, %s: %s at %s"
                    .formatted(reader.getName(), meaning, fault.getMessage(), fault.getLocation()))
        .toList();
  }
}
