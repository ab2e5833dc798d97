package io.aiedge.trainer.dataset;

import io.aiedge.core.dataset.Samples;
import java.io.IOException;

/** The rows of a declared data set, in one format. */
interface RowReader {
  /** All its rows, unscaled, in the shape of the files; perhaps none. */
  Samples read() throws IOException;

  /** What the rows look like, without keeping them. */
  Described describe() throws IOException;
}
