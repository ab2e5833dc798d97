package io.aiedge.trainer.archive;

import java.io.IOException;

/** An archive, or a folder to be one, that is not what it should be; the message says why. */
public final class RefusedArchive extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedArchive(String message) {
    super(message);
  }
}
