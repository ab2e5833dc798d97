package io.aiedge.trainer.dataset;

/** What came of reading a data set. */
public sealed interface DatasetReading permits Readable, Unreadable {}
