package io.aiedge.trainer.dataset;

import io.aiedge.core.dataset.Samples;

/**
 * A data set in memory, in its declared shape and scaled.
 *
 * @param name as declared
 * @param training rows to train on, at least one
 * @param heldOut rows to judge a model by, perhaps none
 * @param classes number of classes, declared or else the largest label and one; 0 for regression
 */
public record Readable(String name, Samples training, Samples heldOut, int classes)
    implements DatasetReading {}
