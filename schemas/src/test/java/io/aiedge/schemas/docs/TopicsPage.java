package io.aiedge.schemas.docs;

import io.aiedge.schemas.topic.Direction;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicSizes;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code docs/topics.md} from the catalogue. */
final class TopicsPage {
  private static final String HEAD =
      """
      # Topics

      Every topic flows one way, so mirrors cannot loop, and has the same name at every site. `PATH`
      stands for the path of a cluster: each has a topic of its own, and the mirror of a cluster carries
      those of the clusters below it too. Values are the events of [events.md](events.md); keys are UTF-8
      text. This page is generated from `TopicCatalogue`.

      Partitions are those of a single broker with small models; a site may choose others
      (`TopicSizes`), the same at every site.
      """;

  private TopicsPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Direction direction : Direction.values()) {
      page.append("\n## ").append(capitalised(direction.words())).append("\n\n");
      page.append("| Topic | What it carries | Key | Events | Partitions | Kept |\n");
      page.append("|---|---|---|---|---|---|\n");
      TopicCatalogue.flowing(direction).forEach(topic -> page.append(row(topic)));
    }
    return page.toString();
  }

  private static String row(Topic topic) {
    String events =
        topic.events().stream()
            .map(type -> "[%s](events.md#%s)".formatted(type.getSimpleName(), anchor(type)))
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            topic.name(),
            topic.purpose(),
            topic.key(),
            events,
            partitions(topic),
            topic.retention().words());
  }

  private static String anchor(Class<?> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String partitions(Topic topic) {
    int number = TopicSizes.SINGLE_BROKER.partitions(topic);
    return switch (topic.partitioning()) {
      case ORDERED -> number + ": all in order";
      case BY_KEY -> number + ", by key";
      case BY_CHUNK -> number + ", by chunk";
    };
  }

  private static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
