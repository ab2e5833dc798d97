package io.aiedge.core.config;

/** A setting that is missing or has a value that is not allowed; the message names the key. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
