package io.aiedge.cli;

import io.aiedge.client.job.JobFileException;
import io.aiedge.core.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line what went wrong; the stack trace goes to the log. */
final class Failure {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  static void print(Throwable failure, PrintWriter err) {
    LOG.debug("a command failed", failure);
    err.println("aiedge: " + explain(failure));
    err.flush();
  }

  private static String explain(Throwable failure) {
    if (failure instanceof UserError
        || failure instanceof JobFileException
        || failure instanceof ConfigException
        || failure instanceof IllegalStateException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is there already: choose another folder";
    }
    if (failure instanceof TimeoutException
        || (failure instanceof KafkaException && failure.getCause() instanceof TimeoutException)) {
      return "Kafka did not answer in time (%s): is the platform up?"
          .formatted(failure.getMessage());
    }
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
