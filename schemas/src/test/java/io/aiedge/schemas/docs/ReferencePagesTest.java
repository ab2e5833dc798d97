package io.aiedge.schemas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {
  private static final Path DOCS = Path.of("../docs");

  @Test
  void thePageOfTopicsIsThatOfTheCatalogue() throws IOException {
    check("topics.md", TopicsPage.text());
  }

  @Test
  void thePageOfEventsIsThatOfTheSchemas() throws IOException {
    check("events.md", EventsPage.text());
  }

  private static void check(String name, String text) throws IOException {
    Path page = DOCS.resolve(name);
    if (Boolean.getBoolean("aiedge.renew")) {
      Files.writeString(page, text);
    }
    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as(
            "docs/%s; renew it with mvn -pl schemas -am test -Dtest=ReferencePagesTest"
                + " -Daiedge.renew=true -Dsurefire.failIfNoSpecifiedTests=false",
            name)
        .isEqualTo(text);
  }
}
