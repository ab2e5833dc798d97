package io.aiedge.trainer.client;

import io.aiedge.event.fl.JobOpened;

/** Gets model and data of a job ready. */
@FunctionalInterface
interface Preparer {
  /** May take long: it reads the data, and where need be waits for the model. */
  Preparation prepare(JobOpened opened);
}
