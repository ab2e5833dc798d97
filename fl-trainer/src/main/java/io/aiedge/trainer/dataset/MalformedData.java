package io.aiedge.trainer.dataset;

import java.io.IOException;

/** Carries the reason out of the readers; {@link DatasetCatalog} makes a value of it. */
final class MalformedData extends IOException {
  private static final long serialVersionUID = 1;

  private MalformedData(String reason) {
    super(reason);
  }

  /** Something is wrong with a file as a whole. */
  static MalformedData in(DataFile file, String problem, Object... arguments) {
    return new MalformedData(file.name() + ": " + problem.formatted(arguments));
  }

  /** Something is wrong with a file as a whole, in the words of an exception. */
  static MalformedData because(DataFile file, RuntimeException exception) {
    String words = String.valueOf(exception.getMessage());
    if (exception.getCause() instanceof IOException cause) {
      words += ": " + cause.getMessage();
    }
    MalformedData malformed = in(file, "%s", words);
    malformed.initCause(exception);
    return malformed;
  }

  /** Something is wrong in one line, counted from 1. */
  static MalformedData at(DataFile file, long line, String problem, Object... arguments) {
    return new MalformedData(file.name() + ":" + line + ": " + problem.formatted(arguments));
  }
}
