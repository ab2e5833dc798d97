package io.aiedge.trainer.dataset;

/**
 * A data set that cannot be used as it is.
 *
 * @param reason which file, where in it, what is wrong and what to do; no values of rows
 */
public record Unreadable(String reason) implements DatasetReading, DatasetDescription {}
