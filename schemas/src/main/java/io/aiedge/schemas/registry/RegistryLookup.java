package io.aiedge.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.Parser;
import io.aiedge.schemas.registry.RegistryClient.Reply;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.SchemaLookup;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the schemas of newer producers in the registry. Only versions of events of the catalogue
 * are read, each once; what is unknown makes it look for new versions, but not again before a
 * pause, whatever comes: a flood of junk costs one request a second. Whoever asks waits 5 seconds
 * at most, and not at all during the pause. Safe for use by several threads.
 */
public final class RegistryLookup implements SchemaLookup {
  /** Where services find the registry; empty where there is none for them. */
  public static final ConfigKey<Optional<URI>> URL =
      ConfigKey.of(
          "registry.url",
          new Parser<>(
              "an address such as http://registry:8080/apis/registry/v3, or nothing",
              RegistryLookup::address),
          "",
          "Where schemas of newer producers are looked up; without it their events are not used.");

  static final Duration PAUSE = Duration.ofSeconds(1);
  static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(RegistryLookup.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);
  private static final int PAGE = 500;
  private static final Set<String> EVENTS =
      TopicCatalogue.events()
          .map(type -> SpecificData.get().getSchema(type).getFullName())
          .collect(Collectors.toUnmodifiableSet());

  private final RegistryClient client;
  private final Clock clock;
  private final Map<Long, Schema> found = new ConcurrentHashMap<>();
  private final Set<Long> read = new HashSet<>();
  private Instant nextLook = Instant.MIN;
  private boolean away;

  RegistryLookup(RegistryClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Looks in the registry at an address.
   *
   * @param registry the base of its core API, such as {@code http://registry:8080/apis/registry/v3}
   */
  public static RegistryLookup at(URI registry) {
    return new RegistryLookup(new RegistryClient(registry, TIMEOUT), Clock.systemUTC());
  }

  /** Looks in the registry at an address; knows no further schemas where there is none. */
  public static SchemaLookup atAny(@Nullable URI registry) {
    return registry == null ? NONE : at(registry);
  }

  private static Optional<URI> address(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI address = URI.create(text);
    if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
      throw new IllegalArgumentException("not an address of the web");
    }
    return Optional.of(address);
  }

  @Override
  public Optional<Schema> find(long fingerprint) {
    Schema schema = found.get(fingerprint);
    return schema != null ? Optional.of(schema) : look(fingerprint);
  }

  private synchronized Optional<Schema> look(long fingerprint) {
    if (!found.containsKey(fingerprint) && !clock.instant().isBefore(nextLook)) {
      boolean complete = readNewVersions();
      nextLook = clock.instant().plus(complete ? PAUSE : PAUSE_AFTER_FAILURE);
      if (complete && away) {
        LOG.info("schemas can be looked up again");
        away = false;
      }
    }
    return Optional.ofNullable(found.get(fingerprint));
  }

  /** Whether the registry gave all that it has. */
  private boolean readNewVersions() {
    Instant end = clock.instant().plus(LONGEST_LOOK);
    for (int offset = 0; ; offset += PAGE) {
      Optional<JsonNode> page =
          good(client.get(
                  "/search/versions?groupId=%s&orderby=globalId&order=asc&limit=%d&offset=%d"
                      .formatted(RegistryClient.GROUP, PAGE, offset)))
              .map(Reply.Answer::json);
      if (page.isEmpty()) {
        return false;
      }
      JsonNode versions = page.get().path("versions");
      for (JsonNode version : versions) {
        if (!readVersion(version) || clock.instant().isAfter(end)) {
          return false;
        }
      }
      if (versions.size() < PAGE) {
        return true;
      }
    }
  }

  /** Whether this version need not be asked for again. */
  private boolean readVersion(JsonNode version) {
    String artifact = version.path("artifactId").asText();
    long id = version.path("globalId").asLong();
    if (!EVENTS.contains(artifact) || read.contains(id)) {
      return true;
    }
    Optional<Reply.Answer> content =
        good(
            client.get(
                "/groups/%s/artifacts/%s/versions/%s/content"
                    .formatted(RegistryClient.GROUP, artifact, version.path("version").asText())));
    content.ifPresent(
        answer -> {
          read.add(id);
          keep(artifact, answer.body());
        });
    return content.isPresent();
  }

  private void keep(String artifact, String text) {
    try {
      Schema schema = new Schema.Parser().parse(text);
      if (schema.getFullName().equals(artifact)) {
        found.put(EventCodec.fingerprint(schema), schema);
      }
    } catch (AvroRuntimeException e) {
      LOG.warn("a version of the registry's {} is not an Avro schema", artifact);
    }
  }

  private Optional<Reply.Answer> good(Reply reply) {
    if (reply instanceof Reply.Answer answer && answer.isGood()) {
      return Optional.of(answer);
    }
    if (!away) {
      LOG.warn("schemas of newer producers cannot be looked up: {}", client.reason(reply));
      away = true;
    }
    return Optional.empty();
  }
}
