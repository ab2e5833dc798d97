package io.aiedge.trainer.dataset;

/** What a data set looks like without its rows. */
public sealed interface DatasetDescription permits Described, Unreadable {}
