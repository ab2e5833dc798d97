package io.aiedge.fl.accumulator;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A store that holds nothing. Kafka Streams keeps a process's identity in its state folder only
 * where a store is persistent, and an accumulator that is killed and comes back must have its old
 * identity: it makes the broker abort at once the transaction that was cut off. Under a new one,
 * readers of models and answers would stand still until that transaction times out.
 */
final class ProcessIdentity implements StateStore {
  private static final String NAME = "process-identity";

  private boolean open;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Makes it; nothing is logged. */
  static final class Builder implements StoreBuilder<ProcessIdentity> {
    @Override
    public StoreBuilder<ProcessIdentity> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<ProcessIdentity> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<ProcessIdentity> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<ProcessIdentity> withLoggingDisabled() {
      return this;
    }

    @Override
    public ProcessIdentity build() {
      return new ProcessIdentity();
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }

    @Override
    public String name() {
      return NAME;
    }
  }
}
