package io.aiedge.core.job;

/**
 * What a client says of a finished update.
 *
 * @param round the round it is for
 * @param attempt counts up where the client did the round again
 * @param version the version it started from
 * @param samples rows it was trained on, at least 1
 * @param loss mean training loss
 * @param trainMillis time spent training
 * @param bytesUp bytes of its payloads
 * @param bytesDown bytes of the model it read
 */
public record Update(
    int round,
    int attempt,
    int version,
    long samples,
    double loss,
    long trainMillis,
    long bytesUp,
    long bytesDown) {}
