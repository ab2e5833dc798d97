package io.aiedge.platform.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that ask for an {@link EmbeddedBroker} one that all of them share: started for the
 * first, closed after the last. Each test uses topics and groups of its own.
 */
public final class BrokerExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(BrokerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == EmbeddedBroker.class;
  }

  @Override
  public EmbeddedBroker resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(OWN)
        .getOrComputeIfAbsent(SharedBroker.class, key -> SharedBroker.start(), SharedBroker.class)
        .broker();
  }

  /** Closed by JUnit with the root store. */
  private record SharedBroker(EmbeddedBroker broker) implements AutoCloseable {
    static SharedBroker start() {
      try {
        Path folder = Files.createDirectories(Path.of("target", "brokers"));
        return new SharedBroker(
            EmbeddedBroker.start(Files.createTempDirectory(folder, "shared").toAbsolutePath()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      broker.close();
    }
  }
}
