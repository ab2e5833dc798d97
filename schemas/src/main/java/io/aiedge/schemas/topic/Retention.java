package io.aiedge.schemas.topic;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** How long records stay. */
public sealed interface Retention {
  /** The topic settings that bring it about. */
  Map<String, String> settings();

  /** For people. */
  String words();

  /** The last record of each key stays. */
  record Compacted() implements Retention {
    @Override
    public Map<String, String> settings() {
      return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    @Override
    public String words() {
      return "last of each key";
    }
  }

  /** Records go after a time. */
  record Kept(Duration time) implements Retention {
    @Override
    public Map<String, String> settings() {
      return Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG,
          String.valueOf(time.toMillis()));
    }

    @Override
    public String words() {
      return time.toDays() > 0 ? time.toDays() + " d" : time.toHours() + " h";
    }
  }
}
