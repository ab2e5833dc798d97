package io.aiedge.client.job;

/** A job file that cannot be used; the message says where and what is allowed. */
public final class JobFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobFileException(String message) {
    super(message);
  }
}
